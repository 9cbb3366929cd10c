using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

public sealed class Publishing_in_one_process(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Returns_after_every_consumer_has_committed()
    {
        await using var databases = engine.NewPrefix();
        var received = new Received();
        await using var host = await TestHost.StartAsync(new ConsumingModule(received), "", engine, databases);
        var sent = Answers.Messages(3);

        await host.Service<IMessagePublisher>().PublishAsync(sent, Token);

        Assert.Equal(sent.Select(message => message.MessageId).Order(), received.MessageIds.Order());
    }

    [Fact]
    public async Task Fails_when_a_consumer_fails()
    {
        await using var databases = engine.NewPrefix();
        var received = new Received();
        received.FaultsToThrow.Enqueue(new TimeoutException("no server"));
        await using var host = await TestHost.StartAsync(new ConsumingModule(received), "", engine, databases);

        await Assert.ThrowsAsync<TimeoutException>(() => host.Service<IMessagePublisher>().PublishAsync(Answers.Messages(1), Token));
    }

    [Fact]
    public async Task Is_refused_for_a_type_that_nobody_here_consumes()
    {
        await using var databases = engine.NewPrefix();
        await using var host = await TestHost.StartAsync(new PublishingModule(), "", engine, databases);

        await Assert.ThrowsAsync<NoConsumerException>(() => host.Service<IMessagePublisher>().PublishAsync(Answers.Messages(1), Token));
    }
}
