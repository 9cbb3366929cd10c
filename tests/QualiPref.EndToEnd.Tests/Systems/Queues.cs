using QualiPref.Testing;

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
        await using var raw = await RawBroker.ConnectAsync(broker.ConnectionString);
        var filled = new List<string>();
        foreach (var queue in QuorumQueues.DeadOfTheServices.Concat(OfFaults))
        {
            if (await raw.CountAsync(queue) is > 0 and var messages) filled.Add($"{queue}: {messages}");
        }
        Assert.Empty(filled);
    }
}
