using System.Collections.Concurrent;
using System.Net;
using MassTransit;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.Messaging.Tests;

/// <summary>What is at the address of the broker from one moment to the next knows no queue, while the services go on.</summary>
public sealed class A_broker_that_lost_its_data(RealBroker broker, RealEngine engine)
{
    // Its pauses grow to half a minute.
    private static readonly TimeSpan BusTriesWithin = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_the_queues_of_all_consumers_again_before_anything_is_published()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        await using var publishing = await TestHost.StartAsync(new PublishingModule(), host, engine, databases);
        await PublishAsync(publishing, Cut());

        await broker.EmptyAsync(host, Token);
        await PublishAsync(publishing, Cut());

        // None of them ever ran here.
        await using var connection = await new ConnectionFactory { Uri = new Uri(host) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        foreach (var consumer in MessageTopology.Consumers[typeof(CutRequested)])
        {
            Assert.Equal((consumer, 1u), (consumer, await channel.MessageCountAsync(MessageTopology.QueueOf(consumer, typeof(CutRequested)), Token)));
            Assert.Equal(0u, await channel.MessageCountAsync(MessageTopology.DeadQueueOf(consumer), Token));
        }
        Assert.Equal(1, publishing.Service<Reconnections>().Count);
    }

    [Fact]
    public async Task Is_served_by_the_consumers_that_were_connected_to_the_former()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        var received = new Received();
        await using var consuming = await TestHost.StartAsync(new ConsumingModule(received), host, engine, databases);
        await PublishAsync(consuming, Answers.Messages(1)[0].Body);
        await CountedAsync(received, 1);

        await broker.EmptyAsync(host, Token);
        await PublishAsync(consuming, Answers.Messages(1)[0].Body);

        await CountedAsync(received, 2);
    }

    [Fact]
    public async Task Is_told_everything_once_more()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        var told = new ConcurrentQueue<IntakeBalanceChanged>();
        await using var source = await TestHost.StartAsync(new Asking_a_source_over_the_broker.SourceModule(told), host, engine, databases);
        await Eventually.HoldsAsync("the row is told at the start", _ => Task.FromResult(!told.IsEmpty), cancellationToken: Token);

        // Before: a source that has found the broker again may be faster than what follows here.
        told.Clear();
        await broker.EmptyAsync(host, Token);

        await Eventually.HoldsAsync("the row is told again", _ => Task.FromResult(!told.IsEmpty), cancellationToken: Token);
    }

    [Fact]
    public async Task Has_one_queue_again_that_somebody_deleted_while_its_consumer_ran()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        var received = new Received();
        await using var consuming = await TestHost.StartAsync(new ConsumingModule(received), host, engine, databases);
        await PublishAsync(consuming, Answers.Messages(1)[0].Body);
        await CountedAsync(received, 1);
        await using var connection = await new ConnectionFactory { Uri = new Uri(host) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);

        await channel.QueueDeleteAsync(Queue, cancellationToken: Token);

        // As an outbox does: what comes back is tried again.
        await Eventually.HoldsAsync("the answer is taken for the second time", async _ =>
        {
            await PublishAsync(consuming, Answers.Messages(1)[0].Body);
            return true;
        }, cancellationToken: Token);
        await CountedAsync(received, 2);
    }

    [Fact]
    public async Task With_a_queue_of_other_arguments_is_waited_for_until_that_is_deleted()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        await using var connection = await new ConnectionFactory { Uri = new Uri(host) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        var received = new Received();
        await using var consuming = await TestHost.StartAsync(new ConsumingModule(received), host, engine, databases);
        using var http = consuming.Client();
        await Eventually.ReadsAsync("the bus could not connect", _ => Task.FromResult(consuming.Service<IBusControl>().CheckHealth().Exception),
            fault => fault is ConnectionException, cancellationToken: Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync());

        await channel.QueueDeleteAsync(Queue, cancellationToken: Token);

        await Eventually.ReadsAsync("it is ready", _ => ReadyAsync(), status => status == HttpStatusCode.OK, BusTriesWithin, Token);
        await PublishAsync(consuming, Answers.Messages(1)[0].Body);
        await CountedAsync(received, 1);

        async Task<HttpStatusCode> ReadyAsync()
        {
            using var answer = await http.GetAsync(new Uri("/ready", UriKind.Relative), Token);
            return answer.StatusCode;
        }
    }

    private static string Queue => MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded));

    private static CutRequested Cut() => new() { CutId = Guid.NewGuid(), Network = "essonne", Period = "2026", AsOf = new DateOnly(2026, 7, 3), Declared = [] };

    private static Task PublishAsync<T>(ServiceHost host, T message) where T : class =>
        host.Service<IMessagePublisher>().PublishAsync<T>([new(Guid.NewGuid(), message)], Token);

    private static Task<int> CountedAsync(Received received, int answers) => Eventually.ReadsAsync(
        $"{answers} answers were taken", _ => Task.FromResult(received.Responses.Count), count => count == answers, BusTriesWithin, Token);
}
