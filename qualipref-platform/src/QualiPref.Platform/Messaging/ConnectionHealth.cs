using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// Whether this process has ever been connected to the broker, with all its consumers. Once it has, a broker that goes away no longer makes it unready:
/// answers and complaints wait in their ledgers, and nobody would take them if all replicas of a service were unready at once.
/// </summary>
internal sealed class ConnectionHealth(IBusControl bus) : IHealthCheck
{
    private volatile bool _wasConnected;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!_wasConnected) _wasConnected = bus.CheckHealth().Status == BusHealthStatus.Healthy;
        return Task.FromResult(_wasConnected
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The message broker has not been reached yet."));
    }
}
