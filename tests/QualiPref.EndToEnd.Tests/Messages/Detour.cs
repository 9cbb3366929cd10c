using System.Text.Json.Nodes;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.EndToEnd.Tests.Messages;

/// <summary>Leads the messages of one type past the queue of a service for as long as it lives, or has them copied, and hands them to the test.</summary>
internal sealed class Detour : IAsyncDisposable
{
    private const string Aside = "aside";

    private readonly RawBroker _broker;
    private readonly string _exchange;
    private readonly string? _passed;

    private Detour(RawBroker broker, string exchange, string? passed) => (_broker, _exchange, _passed) = (broker, exchange, passed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>From now on the service gets none of these messages.</summary>
    public static Task<Detour> OfAsync(RunningSystem system, string service, Type message) => OfAsync(system, message, MessageTopology.QueueOf(service, message));

    /// <summary>From now on each of these messages is there for the test as well.</summary>
    public static Task<Detour> CopiesOfAsync(RunningSystem system, Type message) => OfAsync(system, message, passed: null);

    /// <summary>The messages that came by since the last time, without their envelopes.</summary>
    public async Task<IReadOnlyList<JsonObject>> TakeAsync()
    {
        var messages = new List<JsonObject>();
        while (await _broker.TakeAsync(Aside) is { } taken) messages.Add(JsonNode.Parse(taken.Body.Span)!["message"]!.DeepClone().AsObject());
        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        if (_passed is not null) await _broker.Channel.ExchangeBindAsync(_passed, _exchange, "", cancellationToken: Token);
        await _broker.Channel.QueueDeleteAsync(Aside, cancellationToken: Token);
        await _broker.DisposeAsync();
    }

    // Bound before the other is unbound: a publisher whose message reaches no queue would publish it again.
    private static async Task<Detour> OfAsync(RunningSystem system, Type message, string? passed)
    {
        var broker = await RawBroker.ConnectAsync(system.Parts.Broker!.ConnectionString);
        var exchange = $"{message.Namespace}:{message.Name}";
        await broker.Channel.QueueDeclareAsync(Aside, durable: false, exclusive: false, autoDelete: false, cancellationToken: Token);
        await broker.Channel.QueueBindAsync(Aside, exchange, "", cancellationToken: Token);
        if (passed is not null) await broker.Channel.ExchangeUnbindAsync(passed, exchange, "", cancellationToken: Token);
        return new Detour(broker, exchange, passed);
    }
}
