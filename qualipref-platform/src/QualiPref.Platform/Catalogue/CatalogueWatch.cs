using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// Looks again and again whether the catalogue changed. By its content: watchers hear nothing on folders that are mounted, and there the files
/// keep their names and times.
/// </summary>
internal sealed class CatalogueWatch(LiveCatalogue catalogue, TimeProvider time, ILogger<CatalogueWatch> logger) : BackgroundService
{
    // Below the minute within which files that Kubernetes mounts are replaced.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new WorkLoop("Looking whether the catalogue changed", time, logger).RunAsync(_ => Task.FromResult(Look()), stoppingToken);

    private TimeSpan Look()
    {
        catalogue.Look();
        return Pause;
    }
}

/// <summary>Says of a catalogue that was refused, and of a questionnaire that was left out, what is wrong with it. The catalogue of before goes on, so nothing is broken.</summary>
internal sealed class CatalogueHealth(LiveCatalogue catalogue) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var told = new List<string>();
        if (catalogue.Problems is { Count: > 0 } problems)
            told.Add($"the folder holds one that is refused, the one of before stays in force: {string.Join(" | ", problems)}");
        if (catalogue.LeftOut is { Count: > 0 } leftOut) told.Add(string.Join(" | ", leftOut));
        return Task.FromResult(told.Count > 0 ? HealthCheckResult.Degraded(string.Join(" | ", told)) : HealthCheckResult.Healthy());
    }
}
