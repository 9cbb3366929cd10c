using QualiPref.Platform.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.Tool.Calls;

/// <summary>A queue as it stands.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Messages">Messages that wait in it; null when there is no such queue.</param>
/// <param name="Consumers">Who takes from it.</param>
internal sealed record QueueState(string Queue, uint? Messages, uint Consumers);

/// <summary>The broker cannot be used.</summary>
/// <param name="message">Why, without its password.</param>
internal sealed class BrokerException(string message) : Exception(message);

/// <summary>Looks at the queues of the services, and changes nothing.</summary>
internal static class BrokerQueues
{
    /// <summary>Reads every queue that services take from.</summary>
    /// <param name="broker">Address of the broker.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BrokerException">It does not answer, or does not let us in.</exception>
    public static async Task<IReadOnlyList<QueueState>> ReadAsync(string broker, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(broker, cancellationToken);
        var states = new List<QueueState>();
        foreach (var queue in MessageTopology.Consumers.SelectMany(message => message.Value.Select(service => MessageTopology.QueueOf(service, message.Key))).Order(StringComparer.Ordinal))
        {
            states.Add(await ReadAsync(connection, queue, cancellationToken));
        }
        return states;
    }

    private static async Task<IConnection> ConnectAsync(string broker, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(broker, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
            throw new BrokerException("QUALIPREF_RABBITMQ is no AMQP address, such as amqps://user:password@host:5671/vhost.");
        try
        {
            return await BrokerConnection.Factory(address).CreateConnectionAsync(cancellationToken);
        }
        catch (BrokerUnreachableException exception) when (exception.InnerException is AuthenticationFailureException or OperationInterruptedException)
        {
            throw new BrokerException($"{address.Host}:{address.Port} does not accept the user, password or virtual host of QUALIPREF_RABBITMQ.");
        }
        catch (BrokerUnreachableException exception)
        {
            throw new BrokerException($"{address.Host}:{address.Port} does not answer ({(exception.InnerException ?? exception).GetType().Name}).");
        }
    }

    // A channel that asked for what is not there is closed.
    private static async Task<QueueState> ReadAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            var state = await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            return new QueueState(queue, state.MessageCount, state.ConsumerCount);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return new QueueState(queue, null, 0);
        }
    }
}
