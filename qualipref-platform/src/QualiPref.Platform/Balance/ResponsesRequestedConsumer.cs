using MassTransit;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Messaging;

namespace QualiPref.Platform.Balance;

/// <summary>
/// Sends every record of the site-days asked for again, and then their rows: whatever the ledger holds, also of a site that the catalogue here does not know
/// yet. What cannot be a site passes unanswered.
/// </summary>
internal sealed class ResponsesRequestedConsumer<TLedger>(TLedger ledger, RowTelling<TLedger> rows)
    : IConsumer<ResponsesRequested>
    where TLedger : IIntakeLedger
{
    private const int Most = 500;

    public async Task Consume(ConsumeContext<ResponsesRequested> context)
    {
        var request = context.Message;
        if (request.Source != ledger.Source) return;
        // Each day may take long: many at once would keep all others waiting.
        if (request.SiteDays.Count > Most) throw new RefusedMessageException($"{request.SiteDays.Count} site-days are asked for at once, {Most} at most are answered.");
        List<SiteDay> days = [.. request.SiteDays.Where(day => CatalogueCode.IsValid(day.Site)).Select(day => new SiteDay(day.Site, day.Date)).Distinct()];
        foreach (var day in days) await ledger.ResendAsync(day, request.Overrules, context.CancellationToken);
        foreach (var some in days.Chunk(RowTelling<TLedger>.Largest)) await rows.TellDaysAsync(some, context.CancellationToken);
    }
}
