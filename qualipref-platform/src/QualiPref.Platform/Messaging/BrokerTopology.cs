using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Work;
using RabbitMQ.Client;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// Declares the queues of all consumers, whoever starts first: a message published before its consumer ever ran waits for it. MassTransit
/// declares a queue only in the process that consumes it, and its BindQueue of the publish topology leaves the message's exchange unbound.
/// Publishers wait for it; until then their entries stay in the outbox.
/// </summary>
internal sealed class BrokerTopology(Uri broker, TimeProvider time, ILogger<BrokerTopology> logger) : BackgroundService
{
    private readonly WorkLoop _loop = new("Declaring the queues", time, logger);
    private readonly TaskCompletionSource _declared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once every queue is there.</summary>
    public Task Declared => _declared.Task;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _loop.RunAsync(DeclareOnceAsync, stoppingToken);

    private async Task<TimeSpan> DeclareOnceAsync(CancellationToken cancellationToken)
    {
        await DeclareAsync(cancellationToken);
        _declared.SetResult();
        return Timeout.InfiniteTimeSpan;
    }

    private async Task DeclareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await BrokerConnection.Factory(broker).CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var (message, services) in MessageTopology.Consumers)
        {
            var exchange = MassTransitNames.ExchangeOf(message);
            await DeclareExchangeAsync(channel, exchange, cancellationToken);
            foreach (var service in services) await DeclareQueueAsync(channel, exchange, service, message, cancellationToken);
        }
    }

    private static async Task DeclareQueueAsync(IChannel channel, string exchange, string service, Type message, CancellationToken cancellationToken)
    {
        var queue = MessageTopology.QueueOf(service, message);
        await DeclareBoundAsync(channel, MessageTopology.DeadExchangeOf(service), MessageTopology.DeadQueueOf(service), MessageTopology.DeadQueueArguments, cancellationToken);
        await DeclareBoundAsync(channel, queue, queue, MessageTopology.QueueArguments(service), cancellationToken);
        await channel.ExchangeBindAsync(queue, exchange, "", cancellationToken: cancellationToken);
    }

    private static async Task DeclareBoundAsync(
        IChannel channel, string exchange, string queue, IReadOnlyDictionary<string, object> arguments, CancellationToken cancellationToken)
    {
        await DeclareExchangeAsync(channel, exchange, cancellationToken);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
            arguments: arguments.ToDictionary(argument => argument.Key, argument => (object?)argument.Value), cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, exchange, "", cancellationToken: cancellationToken);
    }

    private static Task DeclareExchangeAsync(IChannel channel, string name, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken);

    /// <summary>The names that MassTransit gives to the exchanges of message types.</summary>
    private static class MassTransitNames
    {
        private static readonly RabbitMqMessageNameFormatter Formatter = new();

        public static string ExchangeOf(Type message) => Formatter.GetMessageName(message);
    }
}
