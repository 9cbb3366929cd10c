using QualiPref.Platform.Http;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Work;
using RabbitMQ.Client;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>The messages that a service could not take. Tried again, one goes back to its own queue, and to no other service's.</summary>
internal sealed class ParkedMessages(MessageStore store, BrokerLink link) : IParking
{
    public const string PlaceName = "messages";

    // A broker that is blocked keeps whoever publishes waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Place => PlaceName;

    public async Task<IReadOnlyList<ParkedItem>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(givenUp, most, cancellationToken)).Select(message => new ParkedItem(Place, message.Id, message.Why.At, message.Why.Reason, message.Why.GivenUp))];

    public Task<long> CountAsync(CancellationToken cancellationToken) => store.CountAsync(cancellationToken);

    public async Task<Retried> RetryAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } message) return Retried.NotParked;
        if (message.Queue is null) return Retried.StillParked;
        await SendAsync(message, await store.ReadBodyAsync(message, cancellationToken), cancellationToken);
        // A death here leaves it parked, and it may be sent twice: whoever takes it goes by ids and versions.
        await store.LeaveAsync(message, cancellationToken);
        return Retried.OnItsWay;
    }

    public Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken) => store.GiveUpAsync(id, decision, cancellationToken);

    // The exchange of the same name leads to the queue alone, whatever else a header says.
    private async Task SendAsync(MessageDocument message, byte[] body, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var channel = await link.OpenAsync(patience.Token);
            await channel.BasicPublishAsync(message.Queue!, "", mandatory: true, PropertiesOf(message), body, patience.Token);
        }
        catch (Exception exception) when (Outages.IsOutage(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(new Problem(CommonProblems.BrokerAway) { RetryAfter = TimeSpan.FromSeconds(2) }, exception);
        }
    }

    // Neither the time at which it expires nor whom to answer: it is to be taken, by whoever takes its queue, and no more.
    private static BasicProperties PropertiesOf(MessageDocument message)
    {
        var headers = KeptHeaders.ToSend(message.Headers);
        headers[KeptHeaders.Again] = new TriedAgain(message.Id, message.Tries + 1).ToString();
        return new BasicProperties
        {
            Persistent = true,
            MessageId = message.MessageId,
            CorrelationId = message.CorrelationId,
            ContentType = message.ContentType,
            ContentEncoding = message.ContentEncoding,
            Headers = headers,
        };
    }
}
