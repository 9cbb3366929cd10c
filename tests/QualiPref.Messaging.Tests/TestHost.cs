using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

/// <summary>A host with one module, over the real broker and engine or, without a broker, over the mediator.</summary>
internal static class TestHost
{
    // Awaited here: what MassTransit notes of the host's log would else flow on into the test and to its next host, for which it is closed by then.
    public static Task<ServiceHost> StartAsync(IServiceModule module, string broker, RealEngine engine, DatabasePrefix databases) =>
        StartAsync(module, broker, engine.ConnectionString, databases);

    public static async Task<ServiceHost> StartAsync(IServiceModule module, string broker, string mongo, DatabasePrefix databases) => await new ServiceHost(
        arguments => QualiPrefHost.Build(arguments, module), mongo, databases.Value, $"--QUALIPREF_RABBITMQ={broker}").StartAsync();
}
