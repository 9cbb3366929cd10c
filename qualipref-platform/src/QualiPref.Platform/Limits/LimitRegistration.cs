using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Platform.Limits;

/// <summary>
/// Limits stand where requests come in from outside: in the process that has the portal. Behind it, one page makes several calls, and services know no address.
/// </summary>
public static class LimitRegistration
{
    internal static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<LimitOptions>(configuration, LimitOptions.Section);
        services.TryAddSingleton<InnerCalls>();
        services.AddSingleton<CallCounts>();
        services.AddSingleton<CallerKeys>();
        services.AddSingleton<CallLimits>();
        services.AddHostedService<CountExchange>();
    }

    /// <summary>Limits calls of <c>/api</c>: after it is known whose token came, before anything is done for it.</summary>
    internal static void LimitCalls(this WebApplication app)
    {
        var inner = app.Services.GetRequiredService<InnerCalls>();
        // Its metrics are there before the first request.
        app.Services.GetRequiredService<CallLimits>();
        app.Use(async (context, next) =>
        {
            var isCall = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var rest) && rest.HasValue && rest != "/";
            if (!isCall || inner.IsOne(context.Request) || await AdmitAsync(context, LimitKind.Program) is not { } wait) await next(context);
            else await new Problem(CommonProblems.TooMany) { RetryAfter = wait }.ExecuteAsync(context);
        });
    }

    /// <summary>Limits pages and forms: after it is known whose session it is. What is refused has status 429, and the page of errors says the rest.</summary>
    /// <param name="pages">The pipeline of pages.</param>
    public static void LimitPages(this IApplicationBuilder pages) => pages.Use(async (context, next) =>
    {
        if (await AdmitAsync(context, LimitKind.Person) is not { } wait)
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>Counts what is sent there apart from what people send: browsers do so by themselves, as often as an extension of theirs will have it.</summary>
    /// <typeparam name="TBuilder">Kind of endpoint.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    public static TBuilder CountedAsReports<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(ReportsMark.Instance);

    private static ValueTask<TimeSpan?> AdmitAsync(HttpContext context, LimitKind staff)
    {
        var keys = context.RequestServices.GetRequiredService<CallerKeys>();
        var limits = context.RequestServices.GetRequiredService<CallLimits>();
        var caller = Caller.Of(context);
        if (caller.Has(Roles.Service)) return default;
        if (caller.Kiosk is { } kiosk) return limits.AdmitAsync(LimitKind.Kiosk, keys.Of(LimitKind.Kiosk, kiosk.ToString()), context.RequestAborted);
        if (caller.IsAuthenticated) return limits.AdmitAsync(staff, keys.Of(staff, NameOf(context.User)), context.RequestAborted);
        var kind = ChangesNothing(context.Request) ? LimitKind.Address
            : context.GetEndpoint()?.Metadata.GetMetadata<ReportsMark>() is null ? LimitKind.AddressSending : LimitKind.AddressReporting;
        return limits.AdmitAsync(kind, keys.Of(kind, context.Connection.RemoteIpAddress), context.RequestAborted);
    }

    private static string NameOf(ClaimsPrincipal user) => user.FindFirst("iss")?.Value + " " + (user.FindFirst("sub") ?? user.FindFirst("name"))?.Value;

    private static bool ChangesNothing(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private sealed class ReportsMark
    {
        public static ReportsMark Instance { get; } = new();
    }
}
