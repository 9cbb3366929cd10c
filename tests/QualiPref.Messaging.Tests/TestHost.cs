using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

/// <summary>A host with one module, over the real broker and engine or, without a broker, over the mediator.</summary>
internal static class TestHost
{
    public static Task<ServiceHost> StartAsync(IServiceModule module, string broker, RealEngine engine, DatabasePrefix databases) => new ServiceHost(
        arguments => QualiPrefHost.Build(arguments, module), engine.ConnectionString, databases.Value, $"--QUALIPREF_RABBITMQ={broker}").StartAsync();
}
