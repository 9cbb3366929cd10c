using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Work;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// Declares the queues of all consumers, whoever starts first: a message published before its consumer ever ran waits for it. MassTransit
/// declares a queue only in the process that consumes it, and its BindQueue of the publish topology leaves the message's exchange unbound.
/// That is done before each connection of the bus: the broker that comes back may have lost all it held, its queues too.
/// </summary>
internal sealed class BrokerTopology(Uri broker, Reconnections reconnections, TimeProvider time, ILogger<BrokerTopology> logger)
{
    private readonly WorkLoop _declaring = new("Declaring the queues", time, logger);
    private bool _wasConnected;

    /// <summary>Declares everything; the bus, which connects afterwards, calls it once at a time.</summary>
    /// <exception cref="ConnectionException">The broker is away or refuses. It passes, whatever it is: after one that does not, the bus would never try again.</exception>
    public async Task DeclareAsync()
    {
        try
        {
            await DeclareAllAsync();
        }
        catch (Exception exception)
        {
            _declaring.Note("Declaring the queues", exception);
            throw new ConnectionException("The queues could not be declared.", exception, isTransient: true);
        }
        _declaring.Over();
        if (_wasConnected) reconnections.Note();
        _wasConnected = true;
    }

    private async Task DeclareAllAsync()
    {
        await using var connection = await BrokerConnection.Factory(broker).CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var (message, services) in MessageTopology.Consumers)
        {
            var exchange = MassTransitNames.ExchangeOf(message);
            await DeclareExchangeAsync(channel, exchange);
            foreach (var service in services) await DeclareQueueAsync(channel, exchange, service, message);
        }
    }

    private static async Task DeclareQueueAsync(IChannel channel, string exchange, string service, Type message)
    {
        var queue = MessageTopology.QueueOf(service, message);
        await DeclareBoundAsync(channel, MessageTopology.DeadExchangeOf(service), MessageTopology.DeadQueueOf(service), MessageTopology.DeadQueueArguments);
        await DeclareBoundAsync(channel, queue, queue, MessageTopology.QueueArguments(service));
        await channel.ExchangeBindAsync(queue, exchange, "");
    }

    private static async Task DeclareBoundAsync(IChannel channel, string exchange, string queue, IReadOnlyDictionary<string, object> arguments)
    {
        await DeclareExchangeAsync(channel, exchange);
        try
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
                arguments: arguments.ToDictionary(argument => argument.Key, argument => (object?)argument.Value));
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode == Constants.PreconditionFailed)
        {
            throw new DifferentQueueException(queue, refused);
        }
        await channel.QueueBindAsync(queue, exchange, "");
    }

    private static Task DeclareExchangeAsync(IChannel channel, string name) => channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: false);

    /// <summary>The names that MassTransit gives to the exchanges of message types.</summary>
    private static class MassTransitNames
    {
        private static readonly RabbitMqMessageNameFormatter Formatter = new();

        public static string ExchangeOf(Type message) => Formatter.GetMessageName(message);
    }
}
