using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QualiPref.Platform.Hosting;

/// <summary>Says how a process is: as a whole, and for whatever is not as it should be what it is and why. Anybody may read it: nothing of a person, no address.</summary>
internal static class HealthPage
{
    // Its descriptions name addresses of the broker.
    private const string Bus = "masstransit";

    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            Status = report.Status.ToString(),
            Checks = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
                .Select(entry => new
                {
                    Name = entry.Key,
                    Status = entry.Value.Status.ToString(),
                    Description = entry.Value.Tags.Contains(Bus) ? null : entry.Value.Description,
                }),
        },
        context.RequestAborted);
}
