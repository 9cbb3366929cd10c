using Microsoft.Extensions.Logging;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Work;
using RabbitMQ.Client;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>
/// Takes from the broker what a service could not: a message is kept in the service's database first and acknowledged then. Any number of replicas may do
/// so at once. A message in hand is held while the database is away: given back, it would be one more delivery of those that the broker counts.
/// </summary>
internal sealed partial class MessageDrain(string service, BrokerLink link, MessageStore store, TimeProvider time, ILogger<MessageDrain> logger) : IWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Forgetting = TimeSpan.FromHours(1);

    // One that did not come back for so long after it was tried again was taken.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private readonly WorkLoop _loop = new($"Taking what {service} could not", time, logger);
    private readonly IReadOnlyList<FaultQueue> _queues = FaultQueue.AllOf(service);
    private IChannel? _channel;
    private long? _forgotAt;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _loop.RunAsync(DrainAsync, stoppingToken);
        }
        finally
        {
            if (_channel is not null) await _channel.DisposeAsync();
        }
    }

    private async Task<TimeSpan> DrainAsync(CancellationToken stoppingToken)
    {
        foreach (var queue in _queues) await _loop.TryAsync($"Taking from {queue.Name}", () => EmptyAsync(queue, stoppingToken), stoppingToken);
        if (_forgotAt is not { } at || time.GetElapsedTime(at) > Forgetting)
        {
            await store.ForgetAsync(time.GetUtcNow().UtcDateTime - Remembered, stoppingToken);
            _forgotAt = time.GetTimestamp();
        }
        return Pause;
    }

    // MassTransit declares these queues when it first needs them, with the same arguments. To ask how many messages lie in one costs less than to ask for one.
    private async Task EmptyAsync(FaultQueue queue, CancellationToken stoppingToken)
    {
        var channel = await OpenAsync(stoppingToken);
        var arguments = queue.Arguments.ToDictionary(argument => argument.Key, argument => (object?)argument.Value);
        var declared = await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: stoppingToken);
        if (declared.MessageCount == 0) return;
        await store.PingAsync(stoppingToken);
        while (await channel.BasicGetAsync(queue.Name, autoAck: false, stoppingToken) is { } taken)
        {
            await KeepAsync(TakenMessage.Of(service, queue, taken, time.GetUtcNow().UtcDateTime), stoppingToken);
            await channel.BasicAckAsync(taken.DeliveryTag, multiple: false, stoppingToken);
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken stoppingToken)
    {
        if (_channel is { IsOpen: true }) return _channel;
        if (_channel is not null) await _channel.DisposeAsync();
        _channel = null;
        return _channel = await link.OpenAsync(stoppingToken);
    }

    private async Task KeepAsync(TakenMessage message, CancellationToken stoppingToken)
    {
        while (!await _loop.TryAsync($"Keeping a message of {message.Document.TakenFrom}", () => store.KeepAsync(message, stoppingToken), stoppingToken))
        {
            await Task.Delay(Pause, time, stoppingToken);
        }
        LogParked(logger, message.Document.TakenFrom, message.Again?.Id ?? message.Document.Id, message.Document.Parked!.Reason);
    }

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "Parked a message of {Queue} as messages {Id}: {Reason} Mend and retry it, or give it up (/parked)")]
    private static partial void LogParked(ILogger logger, string queue, string id, string reason);
}
