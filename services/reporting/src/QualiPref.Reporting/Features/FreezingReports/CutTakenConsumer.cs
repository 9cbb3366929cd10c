using MassTransit;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>Moves the freezing that asked for the cut: to be read, or given up.</summary>
internal sealed class CutTakenConsumer(ReportStore reports) : IConsumer<CutTaken>
{
    public Task Consume(ConsumeContext<CutTaken> context)
    {
        var cut = context.Message;
        return cut.RootDigest is { } digest
            ? reports.TakenAsync(cut.CutId, digest, context.CancellationToken)
            : reports.GivenUpAsync(cut.CutId, cut.Open, context.CancellationToken);
    }
}
