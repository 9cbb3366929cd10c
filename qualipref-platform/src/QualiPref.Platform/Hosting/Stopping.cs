using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace QualiPref.Platform.Hosting;

/// <summary>
/// The first step of a stop: the process says that it is not ready and goes on answering until whoever sends it requests has heard of it. What comes
/// after is the order of the hosted services: the server ends its requests, workers publish what those committed, consumers end.
/// </summary>
/// <param name="options">How long it goes on answering.</param>
/// <param name="time">The clock.</param>
public sealed class Stopping(IOptions<HostingOptions> options, TimeProvider time) : IHostedLifecycleService, IHealthCheck, IDisposable
{
    private readonly CancellationTokenSource _requestsEnded = new();
    private volatile bool _hasBegun;

    /// <summary>
    /// Cancelled once the server has ended its requests. What answers them ends with it and not with <see cref="IHostApplicationLifetime.ApplicationStopping"/>, which is
    /// told at the signal, while requests still come.
    /// </summary>
    public CancellationToken RequestsEnded => _requestsEnded.Token;

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_hasBegun ? HealthCheckResult.Unhealthy("The process is stopping.") : HealthCheckResult.Healthy());

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Whoever disposes of a host stops it once more.
        if (_hasBegun) return Task.CompletedTask;
        _hasBegun = true;
        return Task.Delay(options.Value.DrainDelay, time, cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _requestsEnded.CancelAsync();

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _requestsEnded.Dispose();
}
