using MassTransit;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.KeepingCells;

/// <summary>Keeps the highest version of each row of the balance: duplicates and latecomers change nothing.</summary>
internal sealed class BalanceChangedConsumer(KeptStore kept) : IConsumer<BalanceChanged>
{
    public Task Consume(ConsumeContext<BalanceChanged> context) => kept.KeepAsync(context.Message.Months, context.CancellationToken);
}
