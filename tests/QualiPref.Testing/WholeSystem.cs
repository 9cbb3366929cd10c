using System.Collections.Concurrent;
using QualiPref.Local;
using Xunit;

namespace QualiPref.Testing;

/// <summary>
/// A whole system with the real engine and, in the distributed shape, the real broker, as a fixture. Its logs are in
/// <c>artifacts/systems/&lt;project&gt;/&lt;fixture&gt;</c> and stay there until it is started the next time; its data are in a temporary folder.
/// </summary>
/// <param name="shape">How it is spread over processes.</param>
/// <param name="traces">Whether a viewer of traces runs beside it.</param>
public abstract class WholeSystem(SystemShape shape, bool traces = false) : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<string, int> Named = new();

    private readonly TemporaryFolder _data = new();

    /// <summary>The parts; any may be killed and started again.</summary>
    public LocalSystem Parts { get; private set; } = null!;

    /// <summary>The one address that serves all of it.</summary>
    public virtual string Address => Parts.Address;

    /// <summary>Where its data are, and its logs in <c>logs</c>.</summary>
    public string Folder => _data.Path;

    /// <summary>Further configuration of every service, as environment variables.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>The part of a name: <c>engine</c>, <c>broker</c> or a service.</summary>
    /// <param name="name">Its name.</param>
    public LocalPart this[string name] => name switch
    {
        "engine" => Parts.Engine,
        "broker" => Parts.Broker ?? throw new ArgumentException("The all-in-one shape has no broker.", nameof(name)),
        _ => Parts[name],
    };

    /// <summary>How long all of it may take to come up. No test has begun by then whose limit could end it.</summary>
    protected virtual TimeSpan StartLimit => TimeSpan.FromMinutes(5);

    /// <summary>Starts all of it on no data.</summary>
    /// <exception cref="TimeoutException">It has not come up in time.</exception>
    public async ValueTask InitializeAsync()
    {
        var project = GetType().Assembly.GetName().Name!.Split('.')[1];
        var name = GetType().Name;
        // Several fixtures of one class may run at the same time.
        var number = Named.AddOrUpdate(name, 1, (_, last) => last + 1);
        var logs = Path.Combine(ProjectFolder.Root, "artifacts", "systems", project, number == 1 ? name : $"{name}-{number}");
        if (Directory.Exists(logs))
            Directory.Delete(logs, recursive: true);
        Directory.CreateDirectory(logs);
        Directory.CreateSymbolicLink(_data["logs"], logs);
        Parts = new LocalSystem(new LocalSystemOptions { LimitsCallers = false, Shape = shape, DataDirectory = Folder, Settings = Settings, Traces = traces });
        var start = StartAndPrepareAsync();
        if (await Task.WhenAny(start, Task.Delay(StartLimit)) != start)
            throw new TimeoutException($"{name} has not come up within {StartLimit.TotalSeconds:0} s; its logs are in {logs}.");
        await start;
    }

    /// <summary>Stops all of it and deletes its data.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Parts is not null)
            await Parts.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Starts the parts: all, unless a fixture wants less.</summary>
    protected virtual Task StartAsync() => Parts.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>What a fixture does once its parts run.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    private async Task StartAndPrepareAsync()
    {
        await StartAsync();
        await PrepareAsync();
    }

    /// <summary>Waits until the broker may be killed at once and comes back with its queues.</summary>
    protected Task QueuesAreOnDiskAsync() =>
        QuorumQueues.AreOnDiskAsync(Path.Combine(Folder, "broker"), "/", QuorumQueues.OfTheServices, TestContext.Current.CancellationToken);
}
