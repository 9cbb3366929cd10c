using System.Text;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.Local.Tests;

public class A_restarted_broker
{
    [Fact]
    public Task Keeps_confirmed_messages_after_a_kill() => KeepsConfirmedMessagesAsync(killed: true);

    [Long, Fact]
    public Task Keeps_confirmed_messages_after_a_stop() => KeepsConfirmedMessagesAsync(killed: false);

    private static async Task KeepsConfirmedMessagesAsync(bool killed)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var broker = new RabbitBroker(folder["broker"]);
        await broker.StartAsync(cancel);
        var virtualHost = new Uri(Assert.Single(await broker.CreateVirtualHostsAsync(["apart"], cancel)));
        await PublishAsync(virtualHost, ["one", "two", "three"], cancel);

        if (killed)
        {
            await QuorumQueues.AreOnDiskAsync(folder["broker"], "apart", ["kept"], cancel);
            await broker.KillAsync();
        }
        else
            Assert.True(await broker.StopAsync(), "the broker had to be ended by force");
        Assert.Null(broker.ProcessId);
        await broker.StartAsync(cancel);

        Assert.Equal(["one", "two", "three"], await ReadAllAsync(virtualHost, cancel));
    }

    private static async Task PublishAsync(Uri address, string[] texts, CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancel);
        await channel.QueueDeclareAsync(
            "kept", durable: true, exclusive: false, autoDelete: false,
            arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancel);
        foreach (var text in texts)
            await channel.BasicPublishAsync("", "kept", mandatory: true, Encoding.UTF8.GetBytes(text), cancel);
    }

    private static async Task<List<string>> ReadAllAsync(Uri address, CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        var texts = new List<string>();
        await Eventually.HoldsAsync("three messages are read back", async token =>
        {
            while (await channel.BasicGetAsync("kept", autoAck: true, token) is { } message)
                texts.Add(Encoding.UTF8.GetString(message.Body.Span));
            return texts.Count >= 3;
        }, cancellationToken: cancel);
        return texts;
    }
}
