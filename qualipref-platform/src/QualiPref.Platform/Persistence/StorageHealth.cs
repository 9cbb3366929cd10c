using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QualiPref.Platform.Persistence;

/// <summary>Whether the databases are prepared and answer. One round trip.</summary>
internal sealed class StorageHealth(StoragePreparation preparation, MongoDatabases databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await databases.PingAsync(cancellationToken);
        }
        catch (Exception exception) when (StorageFaults.IsOutage(exception))
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
        return preparation.Done.IsCompleted
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database is being prepared; what fails meanwhile is in the log.");
    }
}
