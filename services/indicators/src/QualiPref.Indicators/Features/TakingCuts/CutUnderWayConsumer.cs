using MassTransit;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>Notes that a source is at work on a cut. What comes twice, late or for a cut that has ended changes nothing.</summary>
internal sealed class CutUnderWayConsumer(CutStore cuts) : IConsumer<CutUnderWay>
{
    public Task Consume(ConsumeContext<CutUnderWay> context) => cuts.NoteAliveAsync(context.Message.CutId, context.CancellationToken);
}
