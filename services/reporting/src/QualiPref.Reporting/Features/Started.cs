using Microsoft.Extensions.Hosting;

namespace QualiPref.Reporting.Features;

/// <summary>Workers that call other services wait until this process listens: a service beside them answers at the same address.</summary>
internal static class Started
{
    public static async Task WaitAsync(IHostApplicationLifetime lifetime, CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}
