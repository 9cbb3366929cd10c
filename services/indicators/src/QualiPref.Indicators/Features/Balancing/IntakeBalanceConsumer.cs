using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>Takes the rows that the sources tell, for the balance and for the cuts under way: one write of the database a message, one more for each cut.</summary>
internal sealed partial class IntakeBalanceConsumer(
    BalanceRowStore rows,
    CutStatementStore statements,
    [FromKeyedServices(CutWorker.Signal)] WorkSignal cutSignal,
    TimeProvider time,
    ILogger<IntakeBalanceConsumer> logger)
    : IConsumer<IntakeBalanceChanged>
{
    public async Task Consume(ConsumeContext<IntakeBalanceChanged> context)
    {
        var message = context.Message;
        RowRules.Demand(message, time.GetUtcNow());
        // A site that the catalogue here does not know yet has rows as any other, which stay open until its facts are counted.
        if (!CatalogueCode.IsValid(message.Site)) LogUnknown(message.Source, "site");
        else if (!FactSources.Told.Contains(message.Source)) LogUnknown(message.Source, "source");
        else await TakeAsync(message, context.CancellationToken);
    }

    // A day that is told twice in one message: the last word counts.
    private async Task TakeAsync(IntakeBalanceChanged message, CancellationToken cancellationToken)
    {
        await rows.TellAsync(
            message.Source,
            message.Site,
            message.ReadAt.UtcDateTime,
            message.Rows.Reverse().DistinctBy(row => row.Date).Select(row => (row.Date, ToTold(row))),
            cancellationToken);
        if (await statements.TakeAsync(message, cancellationToken)) cutSignal.Nudge();
    }

    private static ToldRow ToTold(IntakeBalanceRow row) => new()
    {
        Received = row.Received,
        Counted = row.Counted,
        SetAside = row.SetAside,
        Discarded = row.Discarded,
        Abandoned = row.Abandoned,
        Voided = row.Voided,
        Pending = row.Pending,
        Parked = row.Parked,
        Digest = row.Digest,
    };

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Rows of the balance from {Source} are of an unknown {What}; they were left out")]
    private partial void LogUnknown(string source, string what);
}
