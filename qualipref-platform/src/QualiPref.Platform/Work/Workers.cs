using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Work;

/// <summary>
/// Runs the workers of all services of the process. None begins before the indexes that it relies on stand, nor before the process listens: a
/// service that one of them calls may answer at the same address.
/// </summary>
internal sealed class Workers(IEnumerable<IWorker> workers, StoragePreparation preparation, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        await preparation.Done.WaitAsync(stoppingToken);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAll(workers.Select(worker => Task.Run(() => RunAsync(worker, ends), CancellationToken.None)));
    }

    // One that fails for good ends the others, and with them the process: nobody would notice that it no longer works.
    private static async Task RunAsync(IWorker worker, CancellationTokenSource ends)
    {
        try
        {
            await worker.RunAsync(ends.Token);
        }
        finally
        {
            await ends.CancelAsync();
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}

/// <summary>Registers workers.</summary>
public static class WorkerRegistration
{
    /// <summary>Adds a worker, one for the process.</summary>
    /// <typeparam name="T">The worker.</typeparam>
    /// <param name="services">The services.</param>
    public static void AddWorker<T>(this IServiceCollection services) where T : class, IWorker
    {
        services.TryAddSingleton<T>();
        services.AddSingleton<IWorker>(provider => provider.GetRequiredService<T>());
    }
}
