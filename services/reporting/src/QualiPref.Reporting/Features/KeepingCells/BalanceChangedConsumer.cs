using MassTransit;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.KeepingCells;

/// <summary>Keeps the highest version of each row of the balance: duplicates and latecomers change nothing.</summary>
internal sealed class BalanceChangedConsumer(KeptStore kept) : IConsumer<BalanceChanged>
{
    public Task Consume(ConsumeContext<BalanceChanged> context)
    {
        var months = context.Message.Months;
        if (months.FirstOrDefault(one => one.Version < 1) is { } wrong)
        {
            throw new RefusedMessageException(FormattableString.Invariant($"The row of {wrong.Month:yyyy-MM-dd} has version {wrong.Version}: there is none below 1."));
        }
        return kept.KeepAsync(months, context.CancellationToken);
    }
}
