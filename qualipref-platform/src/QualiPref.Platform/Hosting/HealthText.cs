using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QualiPref.Platform.Hosting;

/// <summary>
/// The health as text: the status in the first line, as probes know it, and a line for each thing that is not well. Anybody may ask, so the
/// words of checks that do not say so (with the tag) are left out: they name hosts and queues.
/// </summary>
public static class HealthText
{
    /// <summary>Tag of a check whose words anybody may read.</summary>
    public const string Public = "public";

    /// <summary>Tag of a check that decides whether requests may be sent to this process. Not MassTransit's own word for it: that one turns with every loss of the broker.</summary>
    internal const string Ready = "qualipref-ready";

    internal static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var unwell = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {(entry.Value.Exception is null && entry.Value.Tags.Contains(Public) ? entry.Value.Description : entry.Value.Status.ToString())}");
        return context.Response.WriteAsync(string.Join('\n', [report.Status.ToString(), .. unwell]), context.RequestAborted);
    }
}
