using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace QualiPref.Platform.Hosting;

/// <summary>
/// The first step of a stop: the process says that it is not ready and goes on answering until whoever sends it requests has heard of it. What comes
/// after is the order of the hosted services: the server ends its requests, workers publish what those committed, consumers end.
/// </summary>
internal sealed class Stopping(IOptions<HostingOptions> options, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool _hasBegun;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_hasBegun ? HealthCheckResult.Unhealthy("The process is stopping.") : HealthCheckResult.Healthy());

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Whoever disposes of a host stops it once more.
        if (_hasBegun) return Task.CompletedTask;
        _hasBegun = true;
        return Task.Delay(options.Value.DrainDelay, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
