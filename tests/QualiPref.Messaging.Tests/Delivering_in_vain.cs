using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.Messaging.Tests;

/// <summary>A consumer that dies over a message each time gives it back each time.</summary>
public sealed class Delivering_in_vain(RealBroker broker, RealEngine engine)
{
    private static readonly string Queue = MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ends_after_twenty_times_more_in_the_dead_queue_of_the_service()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        await using (var publishing = await TestHost.StartAsync(new PublishingModule(), host, engine, databases))
            await publishing.Service<IMessagePublisher>().PublishAsync(Answers.Messages(1), Token);
        await using var connection = await new ConnectionFactory { Uri = new Uri(host) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);

        for (var times = 1; times <= 21; times++)
        {
            Assert.Equal(0u, await channel.MessageCountAsync(MessageTopology.DeadQueueOf("indicators"), Token));
            var delivered = await Eventually.ReadsAsync($"it is delivered for time {times}", token => channel.BasicGetAsync(Queue, autoAck: false, token), got => got is not null, cancellationToken: Token);
            await channel.BasicNackAsync(delivered!.DeliveryTag, multiple: false, requeue: true, Token);
        }

        await Eventually.ReadsAsync("it is in the dead queue", token => channel.MessageCountAsync(MessageTopology.DeadQueueOf("indicators"), token), count => count == 1, cancellationToken: Token);
        Assert.Null(await channel.BasicGetAsync(Queue, autoAck: false, Token));
    }
}
