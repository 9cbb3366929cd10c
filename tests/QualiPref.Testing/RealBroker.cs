using System.Collections.Concurrent;
using QualiPref.Local;
using Xunit;

namespace QualiPref.Testing;

/// <summary>
/// A real RabbitMQ node, one for a whole test project: <c>[assembly: AssemblyFixture(typeof(RealBroker))]</c>, then a constructor
/// parameter. Each fixture takes a virtual host of its own, so that queues of the same name do not meet.
/// </summary>
public sealed class RealBroker : IAsyncLifetime
{
    // No more tests than that take one; to make one takes as long as to make all.
    private const int Hosts = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _hosts = new();

    /// <summary>The running node.</summary>
    public RabbitBroker Broker { get; }

    /// <summary>A broker, started by <see cref="InitializeAsync"/>.</summary>
    public RealBroker() => Broker = new RabbitBroker(_folder["broker"]);

    /// <summary>What services take as <c>QUALIPREF_RABBITMQ</c>: the default virtual host.</summary>
    public string ConnectionString => Broker.ConnectionString;

    /// <summary>The AMQP URI of an empty virtual host that nobody else has.</summary>
    public string NewVirtualHost() => _hosts.TryDequeue(out var host) ? host : throw new InvalidOperationException($"All {Hosts} virtual hosts are taken: make more.");

    /// <summary>Starts the node (about 10 s).</summary>
    public async ValueTask InitializeAsync()
    {
        await Broker.StartAsync();
        foreach (var host in await Broker.CreateVirtualHostsAsync([.. Enumerable.Range(1, Hosts).Select(number => $"qp_test_{number}")])) _hosts.Enqueue(host);
    }

    /// <summary>Stops the node and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }
}
