using MassTransit;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>Takes the rows that the sources tell.</summary>
internal sealed partial class IntakeBalanceConsumer(
    SharedWrites<IntakeBalanceChanged, bool> writes,
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
        else await writes.WriteAsync([message]);
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Rows of the balance from {Source} are of an unknown {What}; they were left out")]
    private partial void LogUnknown(string source, string what);
}
