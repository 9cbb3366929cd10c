using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>
/// Commits the facts of one message, in one write with those of others that are taken at the same time, parks its bad items and wakes the worker. Those of a site that the catalogue here does not know are held first: they are
/// parked once they have waited for longer than a roll-out takes. A fault of the storage escapes to whoever delivers the message, who repeats it: whatever was
/// written already then changes nothing.
/// </summary>
internal sealed partial class FactIntake(FactStore facts, SharedWrites<Fact, RecordedFacts> writes, ParkedStore parked, WorkSignal signal, TimeProvider time, ILogger<FactIntake> logger)
{
    public async Task TakeAsync(IncomingFacts incoming, CancellationToken cancellationToken)
    {
        var recorded = incoming.Overrules
            ? await facts.OverruleAsync(incoming.Good, cancellationToken)
            : await writes.WriteAsync(incoming.Good);
        if (recorded.Added + recorded.Replaced > 0) signal.Nudge();
        if (incoming.Bad.Count > 0) await ParkAsync(incoming, cancellationToken);
        IndicatorsTelemetry.Recorded(incoming.Source, recorded, incoming.Bad.Count);
    }

    private async Task ParkAsync(IncomingFacts incoming, CancellationToken cancellationToken)
    {
        var added = await parked.ParkAsync([.. incoming.Bad.Select(ToParked)], cancellationToken);
        foreach (var reason in added.GroupBy(item => item.Reason))
        {
            if (reason.Key == ItemRules.UnknownSite) LogHeld(reason.Count(), incoming.Source, reason.Key);
            else LogParked(reason.Count(), incoming.Source, reason.Key);
        }
    }

    private ParkedDocument ToParked(BadItem bad)
    {
        var id = bad.Id.ToBson();
        id["version"] = bad.Version;
        var now = time.GetUtcNow().UtcDateTime;
        var isHeld = bad.Reason == ItemRules.UnknownSite;
        return new ParkedDocument
        {
            Id = id,
            Reason = bad.Reason,
            Site = bad.Site,
            Date = bad.Date,
            ParkedAt = isHeld ? now + RollOut.Patience : now,
            Awaits = isHeld ? bad.Site : null,
            Item = bad.Item.ToBsonDocument(bad.Item.GetType()),
        };
    }

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Holds {Count} items from {Source} until the catalogue changes, and parks them after ten minutes: {Reason}")]
    private partial void LogHeld(int count, string source, string reason);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Parked {Count} items from {Source}: {Reason}")]
    private partial void LogParked(int count, string source, string reason);
}
