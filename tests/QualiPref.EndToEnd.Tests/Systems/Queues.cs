using QualiPref.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>The queues in which a message ends that nobody could take: whatever was done to a system, they have to be empty.</summary>
public static class Queues
{
    // MassTransit makes these when it has something to put there.
    private static IEnumerable<string> OfFaults => QuorumQueues.OfTheServices.SelectMany(queue => (string[])[$"{queue}_error", $"{queue}_skipped"]);

    /// <summary>Fails when a message lies in one of them; the failure names them.</summary>
    public static async Task HoldNoFaultAsync(this RunningSystem system)
    {
        if (system.Parts.Broker is not { } broker) return;
        var token = TestContext.Current.CancellationToken;
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker.ConnectionString) }.CreateConnectionAsync(token);
        var filled = new List<string>();
        foreach (var queue in QuorumQueues.DeadOfTheServices) Note(queue, await MessagesAsync(connection, queue, token));
        foreach (var queue in OfFaults) Note(queue, await MessagesIfAnyAsync(connection, queue, token));
        Assert.Empty(filled);

        void Note(string queue, uint messages)
        {
            if (messages > 0) filled.Add($"{queue}: {messages}");
        }
    }

    private static async Task<uint> MessagesIfAnyAsync(IConnection connection, string queue, CancellationToken token)
    {
        try
        {
            return await MessagesAsync(connection, queue, token);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    // A channel that asked for what is not there is closed.
    private static async Task<uint> MessagesAsync(IConnection connection, string queue, CancellationToken token)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: token);
        return await channel.MessageCountAsync(queue, token);
    }
}
