using System.Diagnostics;
using MassTransit;
using MassTransit.Mediator;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Platform.Messaging;

/// <summary>Hands messages to the consumers in this process and returns when all have committed.</summary>
internal sealed class MediatorPublisher(IMediator mediator, ConsumerList consumers) : IMessagePublisher
{
    // Consumers may do for several at once what they would do for each.
    private const int AtOnce = 64;

    public async Task PublishAsync<T>(IReadOnlyCollection<OutgoingMessage<T>> messages, CancellationToken cancellationToken) where T : class
    {
        // The mediator is silent about a message that nobody takes: that would be a loss.
        if (!consumers.Registrations.Any(r => r.Message == typeof(T)))
        {
            throw new NoConsumerException($"{typeof(T).Name} has no consumer in this process.");
        }
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (message, token) =>
        {
            using var activity = MessageTrace.Start(message);
            await mediator.Publish(message.Body, context => context.MessageId = message.MessageId, token);
        });
    }
}

/// <summary>Continues the traces of the requests that caused a message.</summary>
internal static class MessageTrace
{
    private static readonly ActivitySource Source = new("QualiPref.Platform");

    public static Activity? Start<T>(OutgoingMessage<T> message) where T : class =>
        Source.HasListeners() ? TraceContext.Start(Source, $"dispatch {typeof(T).Name}", ActivityKind.Producer, message.Causes) : null;
}
