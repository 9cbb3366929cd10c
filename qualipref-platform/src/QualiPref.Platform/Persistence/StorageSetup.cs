using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QualiPref.Platform.Persistence;

/// <summary>What a service does to its database before it takes its first request: indexes, migrations, seed data. Must be repeatable.</summary>
public interface IStorageSetup
{
    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    Task PrepareAsync(CancellationToken cancellationToken);
}

/// <summary>Runs every <see cref="IStorageSetup"/> at start and waits for a database that is not there yet.</summary>
internal sealed partial class StorageStart(IServiceProvider services, TimeProvider time, ILogger<StorageStart> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // Before any other hosted service: nothing may consume or publish until the indexes stand.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var setup in services.GetServices<IStorageSetup>()) await PrepareAsync(setup, cancellationToken);
    }

    private async Task PrepareAsync(IStorageSetup setup, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await setup.PrepareAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (StorageFaults.IsOutage(exception))
            {
                LogWaiting(exception.GetType().Name);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "Waiting for the database ({Fault})")]
    private partial void LogWaiting(string fault);
}
