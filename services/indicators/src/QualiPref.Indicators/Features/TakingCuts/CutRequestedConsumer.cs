using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>
/// Keeps a cut that is asked for; the worker takes it. One whose sites or period cannot be read is answered at once as given up, with
/// no open rows: waiting for it would never end. Whoever asks again for one that has ended has not heard of it.
/// </summary>
internal sealed partial class CutRequestedConsumer(
    CutStore cuts, Catalogue catalogue, [FromKeyedServices(CutWorker.Signal)] WorkSignal signal, TimeProvider time, ILogger<CutRequestedConsumer> logger)
    : IConsumer<CutRequested>
{
    public async Task Consume(ConsumeContext<CutRequested> context)
    {
        var asked = context.Message;
        // The asker's own, whose report it is; a service of before leaves it to the catalogue here.
        var sites = asked.Sites ?? catalogue.Networks.FirstOrDefault(network => network.Code == asked.Network)?.Sites ?? [];
        var isReadable = sites.Count > 0 && sites.All(CatalogueCode.IsValid) && CutPeriod.Read(asked.Period) is not null;
        var arrivedAt = await cuts.NowAsync(context.CancellationToken);
        var cut = Cut(asked, sites, context.SentTime, arrivedAt, isReadable);
        if (!await cuts.TryAddAsync(cut, context.CancellationToken))
        {
            await cuts.TellEndAgainAsync(cut.Id, context.CancellationToken);
            return;
        }
        if (isReadable)
        {
            signal.Nudge();
            return;
        }
        LogUnreadable(asked.CutId);
        IndicatorsTelemetry.CutEnded(CutDocument.GivenUp, TimeSpan.Zero);
    }

    private CutDocument Cut(CutRequested asked, IReadOnlyList<string> sites, DateTime? sent, DateTime arrivedAt, bool isReadable)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var cut = new CutDocument
        {
            Id = asked.CutId,
            Version = 1,
            Network = asked.Network,
            Period = asked.Period,
            AsOf = asked.AsOf,
            Declared = asked.Declared,
            Sites = [.. sites.Order(StringComparer.Ordinal)],
            RequestedAt = sent?.ToUniversalTime() ?? now,
            ArrivedAt = arrivedAt,
            State = isReadable ? CutDocument.Open : CutDocument.GivenUp,
            WorkSince = isReadable ? now : null,
            OutboxSince = isReadable ? null : now,
        };
        if (!isReadable) cut.Outbox.Add(OutboxEntry.For(cut.Id, cut.Version, new CutTaken { CutId = cut.Id, Open = [] }));
        return cut;
    }

    [LoggerMessage(EventId = 3601, Level = LogLevel.Error, Message = "Cut {Cut} names a network or a period of whole months that is not known here; it is given up")]
    private partial void LogUnreadable(Guid cut);
}
