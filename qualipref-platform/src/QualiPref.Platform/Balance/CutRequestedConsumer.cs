using MassTransit;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Balance;

/// <summary>
/// States for a cut what the ledger holds of each site of the network, read after the request came. A redelivery joins the answer that is under way, or states it again.
/// </summary>
internal sealed partial class CutRequestedConsumer<TLedger>(
    CutAnswers<TLedger> answers, Catalogue.Catalogue catalogue, ILogger<CutRequestedConsumer<TLedger>> logger)
    : IConsumer<CutRequested>
    where TLedger : IIntakeLedger
{
    public async Task Consume(ConsumeContext<CutRequested> context)
    {
        var request = context.Message;
        // Whoever asks says which sites there are; a service of before leaves it to the catalogue here.
        var sites = request.Sites ?? catalogue.Networks.FirstOrDefault(known => known.Code == request.Network)?.Sites;
        if (sites is null || !Period.TryParse(request.Period, out var period))
        {
            LogUnknown(request.CutId, request.Network, request.Period);
            return;
        }
        await answers.AnswerAsync(request.CutId, sites, period, context.CancellationToken);
    }

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "Cut {Cut} is not answered: there is no network {Network} with a period {Period}")]
    private partial void LogUnknown(Guid cut, string network, string period);
}
