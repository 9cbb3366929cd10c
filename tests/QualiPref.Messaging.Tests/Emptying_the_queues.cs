using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;
using QualiPref.Tool.Backup;
using RabbitMQ.Client;

namespace QualiPref.Messaging.Tests;

/// <summary>What the restore of a backup does to the broker: what waits there may be later.</summary>
public sealed class Emptying_the_queues(RealBroker broker, RealEngine engine)
{
    private static readonly string Queue = MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removes_what_waits_and_what_failed_and_nothing_of_others()
    {
        var host = await WithMessagesAsync(3);
        await using var connection = await new ConnectionFactory { Uri = new Uri(host) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        string[] failed = [$"{Queue}_error", $"{Queue}_skipped", "indicators-dead-letters", "surveys-dead", "of-somebody-else"];
        foreach (var queue in failed)
        {
            if (queue != "indicators-dead-letters") await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
            await channel.BasicPublishAsync("", queue, "{}"u8.ToArray(), Token);
        }
        await Eventually.HoldsAsync("all wait", async token => await channel.MessageCountAsync(failed[^1], token) == 1 && await channel.MessageCountAsync(failed[2], token) == 1, cancellationToken: Token);

        await using var queues = new BrokerQueues(new Uri(host));
        await queues.DemandNobodyAsync(Token);
        Assert.Equal(7, await queues.EmptyAsync(Token));

        foreach (var queue in failed[..^1].Append(Queue)) Assert.Equal(0u, await channel.MessageCountAsync(queue, Token));
        Assert.Equal(1u, await channel.MessageCountAsync("of-somebody-else", Token));
        Assert.Equal(0, await queues.EmptyAsync(Token));
    }

    [Fact]
    public async Task Is_refused_while_somebody_takes_messages()
    {
        var host = await WithMessagesAsync(0);
        await using var databases = engine.NewPrefix();
        await using var consuming = await TestHost.StartAsync(new ConsumingModule(new Received()), host, engine, databases);
        await using var queues = new BrokerQueues(new Uri(host));
        await Eventually.ReadsAsync("it is refused, and says where", async token => (await Record.ExceptionAsync(() => queues.DemandNobodyAsync(token)))?.Message ?? "",
            said => said.Contains(Queue, StringComparison.Ordinal), cancellationToken: Token);
    }

    /// <summary>A virtual host with the queues of all services, and messages in one of them.</summary>
    private async Task<string> WithMessagesAsync(int messages)
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        await using var publishing = await TestHost.StartAsync(new PublishingModule(), host, engine, databases);
        await publishing.Service<IMessagePublisher>().PublishAsync(Answers.Messages(Math.Max(messages, 1)), Token);
        if (messages > 0) return host;
        await using var queues = new BrokerQueues(new Uri(host));
        await queues.EmptyAsync(Token);
        return host;
    }
}
