using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>
/// Commits the facts of one message, parks its bad items and wakes the worker. A fault of the storage escapes to whoever delivers the
/// message, who repeats it: whatever was written already then changes nothing.
/// </summary>
internal sealed partial class FactIntake(FactStore facts, ParkedStore parked, WorkSignal signal, TimeProvider time, ILogger<FactIntake> logger)
{
    public async Task TakeAsync(IncomingFacts incoming, CancellationToken cancellationToken)
    {
        var recorded = incoming.Overrules
            ? await facts.OverruleAsync(incoming.Good, cancellationToken)
            : await facts.RecordAsync(incoming.Good, cancellationToken);
        if (recorded.Added + recorded.Replaced > 0) signal.Nudge();
        if (incoming.Bad.Count > 0) await ParkAsync(incoming, cancellationToken);
        IndicatorsTelemetry.Recorded(incoming.Source, recorded, incoming.Bad.Count);
    }

    private async Task ParkAsync(IncomingFacts incoming, CancellationToken cancellationToken)
    {
        var added = await parked.ParkAsync([.. incoming.Bad.Select(ToParked)], cancellationToken);
        foreach (var reason in added.GroupBy(item => item.Reason)) LogParked(reason.Count(), incoming.Source, reason.Key);
    }

    private ParkedDocument ToParked(BadItem bad)
    {
        var id = bad.Id.ToBson();
        id["version"] = bad.Version;
        return new ParkedDocument
        {
            Id = id,
            Reason = bad.Reason,
            Site = bad.Site,
            Date = bad.Date,
            ParkedAt = time.GetUtcNow().UtcDateTime,
            Item = bad.Item.ToBsonDocument(bad.Item.GetType()),
        };
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Parked {Count} items from {Source}: {Reason}")]
    private partial void LogParked(int count, string source, string reason);
}
