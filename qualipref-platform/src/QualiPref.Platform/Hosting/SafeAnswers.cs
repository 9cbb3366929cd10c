using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Platform.Hosting;

/// <summary>
/// Headers that every answer bears, whoever wrote it. Where it says something else itself, as pages and documents do, that stands; what a service
/// said behind the portal, too.
/// </summary>
internal static class SafeAnswers
{
    // Data are no page: opened in a browser they load, run, send and frame nothing.
    private const string NothingRuns = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private const string SecureForAYear = "max-age=31536000; includeSubDomains";

    public static void MakeAnswersSafe(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(AddAsync, context);
        return next(context);
    });

    private static Task AddAsync(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Content-Security-Policy", NothingRuns);
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Cache-Control", "no-store");
        // TLS ends before the process, which sees plain HTTP; browsers heed this over TLS alone. On this machine itself there is none.
        if (!IsThisMachine(context.Request.Host.Host)) headers.TryAdd("Strict-Transport-Security", SecureForAYear);
        return Task.CompletedTask;
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
