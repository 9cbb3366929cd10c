using MassTransit;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.KeepingCells;

/// <summary>Keeps the highest version of each site-day: duplicates and latecomers change nothing.</summary>
internal sealed class CellsRecomputedConsumer(KeptStore kept) : IConsumer<CellsRecomputed>
{
    public Task Consume(ConsumeContext<CellsRecomputed> context) => kept.KeepAsync(context.Message.Cells, context.CancellationToken);
}
