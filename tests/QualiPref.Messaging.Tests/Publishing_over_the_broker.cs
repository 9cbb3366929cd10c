using MassTransit;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.Messaging.Tests;

public sealed class Publishing_over_the_broker(RealBroker broker, RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_consumer_ever_started_loses_nothing()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        var sent = Answers.Messages(300);
        await using (var publishing = await TestHost.StartAsync(new PublishingModule(), host, engine, databases))
        {
            await publishing.Service<IMessagePublisher>().PublishAsync(sent, Token);
        }

        var received = new Received();
        await using var consuming = await TestHost.StartAsync(new ConsumingModule(received), host, engine, databases);

        await Eventually.ReadsAsync("every answer arrives", _ => Task.FromResult(received.Responses.Distinct().Count()), count => count == sent.Count, cancellationToken: Token);
        Assert.Equal(sent.Count, received.Responses.Count);
        Assert.Equal(sent.Select(message => message.MessageId).Order(), received.MessageIds.Order());
    }

    [Fact]
    public async Task Is_refused_when_no_queue_takes_the_message()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        await using var publishing = await TestHost.StartAsync(new PublishingModule(), host, engine, databases);
        await publishing.Service<IMessagePublisher>().PublishAsync(Answers.Messages(1), Token);
        await using var connection = await new ConnectionFactory { Uri = new Uri(host) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        await channel.QueueDeleteAsync(MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded)), cancellationToken: Token);

        await Assert.ThrowsAsync<MessageReturnedException>(() => publishing.Service<IMessagePublisher>().PublishAsync(Answers.Messages(1), Token));
    }

    [Fact]
    public async Task Gives_up_as_in_an_outage_while_the_broker_is_away()
    {
        await using var databases = engine.NewPrefix();
        await using var publishing = await TestHost.StartAsync(new PublishingModule(), "amqp://guest:guest@127.0.0.1:9", engine, databases);

        var fault = await Assert.ThrowsAsync<TimeoutException>(() => publishing.Service<IMessagePublisher>().PublishAsync(Answers.Messages(1), Token));
        Assert.True(StorageFaults.IsOutage(fault));
    }

    [Fact]
    public async Task Waits_in_place_while_the_database_of_the_consumer_is_away()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        var received = new Received();
        received.FaultsToThrow.Enqueue(new TimeoutException("no server"));
        received.FaultsToThrow.Enqueue(new MongoConnectionPoolPausedException("paused"));
        await using var consuming = await TestHost.StartAsync(new ConsumingModule(received), host, engine, databases);
        await consuming.Service<IMessagePublisher>().PublishAsync(Answers.Messages(1), Token);

        await using var raw = await RawBroker.ConnectAsync(host);
        await Eventually.ReadsAsync("the answer arrives", _ => Task.FromResult(received.Responses.Count), count => count == 1, cancellationToken: Token);
        Assert.Empty(received.FaultsToThrow);
        // It would have ended in the error queue, and from there in the database.
        Assert.Equal(0u, await raw.CountAsync(MessageTopology.ErrorQueueOf(MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded)))));
        Assert.Empty(await new Workbench(consuming).WaitingAsync());
    }

    [Fact]
    public async Task Sends_no_usage_data_to_anybody()
    {
        await using var databases = engine.NewPrefix();
        await using var host = await TestHost.StartAsync(new PublishingModule(), broker.NewVirtualHost(), engine, databases);

        Assert.False(host.Service<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }
}
