using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Confidence;

/// <summary>A whole system that sends its telemetry to the test, and every message of which is copied for it.</summary>
public sealed class ConfidentialSystem() : RunningSystem(SystemShape.Distributed)
{
    /// <summary>What the services are told to send with their telemetry: a secret of their configuration.</summary>
    public const string Secret = "secretoftelemetry4711";

    private const string Overheard = "overheard";

    private readonly TelemetryReceiver _telemetry = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What services sent of themselves.</summary>
    internal IEnumerable<(string Place, byte[] Bytes)> Telemetry() =>
        from signal in (string[])["traces", "metrics", "logs"] from body in _telemetry.Of(signal) select ($"the {signal}", body);

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _telemetry.Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = $"api-key={Secret}",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    /// <summary>Every message since the system started.</summary>
    internal async Task<IReadOnlyList<byte[]>> MessagesAsync()
    {
        await using var broker = await RawBroker.ConnectAsync(Parts.Broker!.ConnectionString);
        var messages = new List<byte[]>();
        while (await broker.TakeAsync(Overheard) is { } message) messages.Add(message.Body.ToArray());
        return messages;
    }

    protected override async Task PrepareAsync()
    {
        await using (var broker = await RawBroker.ConnectAsync(Parts.Broker!.ConnectionString))
        {
            await broker.Channel.QueueDeclareAsync(Overheard, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: Token);
            foreach (var message in MessageTopology.Consumers.Keys) await broker.Channel.QueueBindAsync(Overheard, $"{message.Namespace}:{message.Name}", "", cancellationToken: Token);
        }
        await base.PrepareAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _telemetry.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
