using QualiPref.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>The queues in which a message ends that nobody could take: whatever was done to a system, they have to be empty.</summary>
public static class Queues
{
    private static IEnumerable<string> OfFaults =>
        QuorumQueues.OfTheServices.SelectMany(queue => (string[])[$"{queue}_error", $"{queue}_skipped", $"{queue.Split('-')[0]}-dead"]).Distinct();

    /// <summary>Fails when a message lies in one of them; the failure names them.</summary>
    public static async Task HoldNoFaultAsync(this RunningSystem system)
    {
        if (system.Parts.Broker is not { } broker) return;
        var token = TestContext.Current.CancellationToken;
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker.ConnectionString) }.CreateConnectionAsync(token);
        var filled = new List<string>();
        foreach (var queue in OfFaults)
            if (await MessagesAsync(connection, queue, token) is > 0 and var messages)
                filled.Add($"{queue}: {messages}");
        Assert.Empty(filled);
    }

    // An error queue comes to be with its first message; a channel that asked for what is not there is closed.
    private static async Task<uint> MessagesAsync(IConnection connection, string queue, CancellationToken token)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: token);
        try
        {
            return await channel.MessageCountAsync(queue, token);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }
}
