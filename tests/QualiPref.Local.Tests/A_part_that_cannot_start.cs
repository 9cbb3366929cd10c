using System.Net;
using System.Net.Sockets;
using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_part_that_cannot_start
{
    [Fact]
    public async Task Says_that_its_port_is_in_use()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var engine = new MongoEngine(folder["engine"], port);

        var failure = await Assert.ThrowsAsync<LocalStartException>(() => engine.StartAsync(cancel));

        Assert.Contains($"Port {port} on 127.0.0.1, wanted for the MongoDB engine, is in use", failure.Message);
    }

    [Fact]
    public async Task Shows_the_last_lines_it_wrote()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["service.dll"], "not an assembly", cancel);
        await using var service = new ServiceProcess("surveys", folder["service.dll"], 0, new Dictionary<string, string>(), folder["surveys.log"]);

        var failure = await Assert.ThrowsAsync<LocalStartException>(() => service.StartAsync(cancel));

        Assert.StartsWith("surveys ended at start with exit code", failure.Message);
        Assert.Contains(folder["surveys.log"], failure.Message);
        Assert.Contains("A fatal error was encountered", failure.Message.Split("the last lines:")[1]);
    }

    [Fact]
    public async Task Says_that_it_is_not_built()
    {
        using var folder = new TemporaryFolder();
        await using var service = new ServiceProcess("surveys", folder["absent.dll"], 0, new Dictionary<string, string>(), folder["surveys.log"]);

        var failure = await Assert.ThrowsAsync<LocalStartException>(() => service.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("surveys is not built", failure.Message);
        Assert.Contains("make build", failure.Message);
    }
}
