using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>Takes what the sources state of their ledgers.</summary>
internal sealed class IntakeBalanceConsumer(CutStatementStore statements, [FromKeyedServices(CutWorker.Signal)] WorkSignal signal)
    : IConsumer<IntakeBalanceChanged>
{
    public async Task Consume(ConsumeContext<IntakeBalanceChanged> context)
    {
        if (await statements.TakeAsync(context.Message, context.CancellationToken)) signal.Nudge();
    }
}
