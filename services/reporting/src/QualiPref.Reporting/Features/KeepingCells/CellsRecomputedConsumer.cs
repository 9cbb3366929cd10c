using MassTransit;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.KeepingCells;

/// <summary>Keeps the highest version of each site-day: duplicates and latecomers change nothing.</summary>
internal sealed class CellsRecomputedConsumer(KeptStore kept) : IConsumer<CellsRecomputed>
{
    public Task Consume(ConsumeContext<CellsRecomputed> context)
    {
        var cells = context.Message.Cells;
        if (cells.FirstOrDefault(one => one.Version < 1) is { } wrong)
        {
            throw new RefusedMessageException(FormattableString.Invariant($"The cell of {wrong.Date:yyyy-MM-dd} has version {wrong.Version}: there is none below 1."));
        }
        return kept.KeepAsync(cells, context.CancellationToken);
    }
}
