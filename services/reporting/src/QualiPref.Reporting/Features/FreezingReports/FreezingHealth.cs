using Microsoft.Extensions.Diagnostics.HealthChecks;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>Degraded while a freezing waits for somebody. One read.</summary>
internal sealed class FreezingHealth(ReportStore reports) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var parked = await reports.CountParkedAsync(cancellationToken);
            return parked == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"{parked} report(s) with an edition that cannot be built ({ReportingProblems.EditionNotBuilt.Code}): try again or give up");
        }
        catch (Exception exception) when (StorageFaults.IsOutage(exception))
        {
            // The service takes requests and waits: a probe must not have it restarted for the database.
            return HealthCheckResult.Degraded("the database does not answer");
        }
    }
}
