using MassTransit;

namespace QualiPref.Platform.Messaging;

/// <summary>Publishes to the broker and returns after its confirm that every consumer's queue has the message.</summary>
internal sealed class BrokerPublisher(IBus bus) : IMessagePublisher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task PublishAsync<T>(IReadOnlyCollection<OutgoingMessage<T>> messages, CancellationToken cancellationToken) where T : class
    {
        if (!MessageTopology.Consumers.ContainsKey(typeof(T)))
        {
            throw new NoConsumerException($"{typeof(T).Name} has no consumer in MessageTopology: it would vanish.");
        }
        // With the broker away a publish waits for it; the entries stay in the database, so giving up costs nothing.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await Task.WhenAll(messages.Select(message => PublishOneAsync(message, patience.Token)));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An outage, which a consumer that publishes waits for in place, like one of the database.
            throw new TimeoutException("The broker did not confirm in time.", exception);
        }
    }

    private async Task PublishOneAsync<T>(OutgoingMessage<T> message, CancellationToken cancellationToken) where T : class
    {
        using var activity = MessageTrace.Start(message);
        await bus.Publish(message.Body, context =>
        {
            context.MessageId = message.MessageId;
            // Without it the broker confirms, and drops, what no queue is bound for.
            if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
        }, cancellationToken);
    }
}
