using QualiPref.Platform.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.Tool.Backup;

/// <summary>
/// The queues of the broker. What waits in them may be later than the backup, and all that is not is told again by whoever keeps it: they are emptied, those of
/// faults too.
/// </summary>
/// <param name="broker">Its address.</param>
internal sealed class BrokerQueues(Uri broker) : IAsyncDisposable
{
    private IConnection? _connection;

    private static IEnumerable<string> Names => MessageTopology.Consumers
        .SelectMany(type => type.Value, (type, service) => MessageTopology.QueueOf(service, type.Key))
        .SelectMany(queue => (string[])[queue, $"{queue}_error", $"{queue}_skipped"])
        // The last is that of version 0.1.0.
        .Concat(MessageTopology.Consumers.SelectMany(type => type.Value).Distinct().SelectMany(service => (string[])[MessageTopology.DeadQueueOf(service), $"{service}-dead"]));

    /// <summary>Refuses while somebody takes messages.</summary>
    /// <exception cref="RefusedException">Somebody does.</exception>
    public async Task DemandNobodyAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, queue) in HeldAsync(cancellationToken))
        {
            if (queue.ConsumerCount > 0) throw new RefusedException($"Somebody takes messages from queue {queue.QueueName} of the broker. End all services first.");
        }
    }

    /// <summary>Empties them.</summary>
    /// <returns>How many messages they held.</returns>
    public async Task<long> EmptyAsync(CancellationToken cancellationToken)
    {
        var messages = 0L;
        await foreach (var (channel, queue) in HeldAsync(cancellationToken)) messages += await channel.QueuePurgeAsync(queue.QueueName, cancellationToken);
        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
    }

    /// <summary>Those that are there, each with a channel of its own: one that asked for what is not there is closed.</summary>
    private async IAsyncEnumerable<(IChannel Channel, QueueDeclareOk Queue)> HeldAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _connection ??= await BrokerConnection.Factory(broker).CreateConnectionAsync(cancellationToken);
        foreach (var name in Names)
        {
            await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
            if (await FindAsync(channel, name, cancellationToken) is { } queue) yield return (channel, queue);
        }
    }

    private static async Task<QueueDeclareOk?> FindAsync(IChannel channel, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.QueueDeclarePassiveAsync(name, cancellationToken);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }
}
