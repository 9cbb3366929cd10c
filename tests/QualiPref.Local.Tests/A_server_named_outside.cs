using System.Collections;
using System.Net;
using System.Net.Sockets;
using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_server_named_outside
{
    [Fact]
    public async Task Is_never_met_by_tests()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = server.LocalEndpoint.ToString();

        var child = await TestProcess.RunAsync($"{typeof(A_server_named_outside).FullName}.{nameof(Is_not_in_the_environment_of_a_test)}", new Dictionary<string, string>
        {
            ["QUALIPREF_MONGO"] = $"mongodb://{address}/",
            ["QUALIPREF_RABBITMQ"] = $"amqp://{address}/",
            ["QualiPref__Storage__ConnectionString"] = $"mongodb://{address}/",
        });

        Assert.True(child.ExitCode == 0, child.Said);
        Assert.Contains("Total: 1,", child.Said, StringComparison.Ordinal);
        Assert.False(server.Pending(), "somebody has called");
    }

    [Fact]
    public async Task Is_not_in_the_environment_of_a_test()
    {
        using var folder = new TemporaryFolder();
        await using var engine = new MongoEngine(folder["engine"]);
        await using var broker = new RabbitBroker(folder["broker"]);
        Assert.True(engine.IsOwned && broker.IsOwned);
        Assert.DoesNotContain(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>(), variable => ((string)variable.Key).StartsWith("QualiPref__", StringComparison.OrdinalIgnoreCase));
    }
}
