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
    private const int Hosts = 48;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _hosts = new();
    private readonly RabbitBroker _broker;

    /// <summary>A broker, started by <see cref="InitializeAsync"/>.</summary>
    public RealBroker() => _broker = new RabbitBroker(_folder["broker"]);

    /// <summary>The AMQP URI of an empty virtual host that nobody else has.</summary>
    public string NewVirtualHost() => _hosts.TryDequeue(out var host) ? host : throw new InvalidOperationException($"All {Hosts} virtual hosts are taken: make more.");

    /// <summary>Takes everything from a virtual host, as if the broker had lost its data; whoever was connected is cut off.</summary>
    /// <param name="host">Its AMQP URI.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task EmptyAsync(string host, CancellationToken cancellationToken) => _broker.EmptyVirtualHostAsync(new Uri(host).AbsolutePath.TrimStart('/'), cancellationToken);

    /// <summary>Starts the node (about 10 s).</summary>
    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        foreach (var host in await _broker.CreateVirtualHostsAsync([.. Enumerable.Range(1, Hosts).Select(number => $"qp_test_{number}")])) _hosts.Enqueue(host);
    }

    /// <summary>Stops the node and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _folder.Dispose();
    }
}
