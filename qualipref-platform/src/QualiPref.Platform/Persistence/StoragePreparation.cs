using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Runs every <see cref="IStorageSetup"/> while the process answers already: until it is done, calls are refused, messages wait and no worker begins.
/// A database that is not there yet, or an index that takes long to build, is waited for; what fails otherwise is told and tried again.
/// </summary>
/// <param name="setups">What is to be done, in order.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where faults are told.</param>
public sealed class StoragePreparation(IEnumerable<IStorageSetup> setups, TimeProvider time, ILogger<StoragePreparation> logger) : BackgroundService
{
    private readonly WorkLoop _loop = new("Preparing the databases", time, logger);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once the databases are as the code relies on.</summary>
    public Task Done => _done.Task;

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _loop.RunAsync(PrepareAsync, stoppingToken);

    private async Task<TimeSpan> PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var setup in setups) await setup.PrepareAsync(cancellationToken);
        _done.SetResult();
        return Timeout.InfiniteTimeSpan;
    }
}
