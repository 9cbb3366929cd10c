using QualiPref.Local;
using Xunit;

namespace QualiPref.Testing;

/// <summary>
/// A real RabbitMQ node, one for a whole test project: <c>[assembly: AssemblyFixture(typeof(RealBroker))]</c>, then a constructor
/// parameter. Each fixture takes a virtual host of its own, so that queues of the same name do not meet.
/// </summary>
public sealed class RealBroker : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The running node.</summary>
    public RabbitBroker Broker { get; }

    /// <summary>A broker, started by <see cref="InitializeAsync"/>.</summary>
    public RealBroker() => Broker = new RabbitBroker(_folder["broker"]);

    /// <summary>What services take as <c>QUALIPREF_RABBITMQ</c>: the default virtual host.</summary>
    public string ConnectionString => Broker.ConnectionString;

    /// <summary>The AMQP URI of a new, empty virtual host (about 2 s).</summary>
    public Task<string> NewVirtualHostAsync() => Broker.CreateVirtualHostAsync($"qp_test_{Guid.NewGuid():N}");

    /// <summary>Starts the node (about 10 s).</summary>
    public async ValueTask InitializeAsync() => await Broker.StartAsync();

    /// <summary>Stops the node and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }
}
