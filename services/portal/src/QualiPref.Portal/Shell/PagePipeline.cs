using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Limits;
using QualiPref.Portal.Session;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Shell;

/// <summary>What every page goes through and no call of the API does: headers, session, readable errors, assets.</summary>
internal static class PagePipeline
{
    /// <summary>Where the kiosk's page is.</summary>
    public const string KioskPath = "/borne";

    private const string OfflineScript = "borne-hors-ligne.js";

    private static readonly PathString StateAssets = "/assets/etat";

    public static void Use(IApplicationBuilder app)
    {
        // Not in the branch: only the application itself routes again.
        app.UseStatusCodePagesWithReExecute("/erreur", "?code={0}");
        app.UseWhen(context => IsApi(context.Request.Path), api => api.Use(LeaveStatusAsync));
        app.UseWhen(context => !IsApi(context.Request.Path), pages =>
        {
            pages.Use(AddHeadersAsync);
            pages.Use(RefuseOtherMethodsAsync);
            pages.UseCookiePolicy(CookiesOf(app));
            pages.Use(HideStateAssetsAsync);
            // Before the session: no file costs a reading of it.
            pages.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheAsset });
            pages.Use(FindSessionAsync);
            pages.UseMiddleware<PageFaults>();
            pages.UseWhen(IsCounted, counted => counted.LimitPages());
        });
    }

    private static CookiePolicyOptions CookiesOf(IApplicationBuilder app) => new()
    {
        Secure = app.ApplicationServices.GetRequiredService<IOptions<PortalOptions>>().Value.PlainHttp ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always,
    };

    // The platform answers these with problem documents.
    private static Task LeaveStatusAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return next(context);
    }

    // Whatever case it is written in: routes mind none, and no call of the API may come by a session.
    private static bool IsApi(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var rest) && rest.HasValue && rest != "/";

    private static Task AddHeadersAsync(HttpContext context, RequestDelegate next)
    {
        SecurityHeaders.Add(context);
        return next(context);
    }

    // A page has no handler for them: it would be drawn without what it shows. Nobody reads a page of errors for them either.
    private static Task RefuseOtherMethodsAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method)) return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD, POST";
        return LeaveStatusAsync(context, _ => Task.CompletedTask);
    }

    // A page of errors is part of the answer that it explains, and who watches over a process has to know how it is.
    private static bool IsCounted(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is null && context.Request.Path.Value is not ("/alive" or "/ready" or "/health");

    // Pages that ask for a role have their person from the policy; the others learn here who is signed in.
    private static async Task FindSessionAsync(HttpContext context, RequestDelegate next)
    {
        var session = await context.AuthenticateAsync(PortalSession.Scheme);
        context.User = session.Principal ?? new ClaimsPrincipal(new ClaimsIdentity());
        if (context.Items[typeof(SessionState)] is SessionState.AtProvider && HttpMethods.IsGet(context.Request.Method) && !IsOnTheWay(context.Request.Path))
            await context.ChallengeAsync(PortalSession.Scheme);
        else await next(context);
    }

    // Whoever is sent there comes by these with the same session: sent again, they would never arrive.
    private static bool IsOnTheWay(PathString path) =>
        path.StartsWithSegments("/connexion", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/deconnexion", StringComparison.OrdinalIgnoreCase);

    private static Task HideStateAssetsAsync(HttpContext context, RequestDelegate next)
    {
        var branding = context.RequestServices.GetRequiredService<IOptions<BrandingOptions>>().Value;
        if (branding.State || !context.Request.Path.StartsWithSegments(StateAssets, StringComparison.OrdinalIgnoreCase)) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void CacheAsset(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        if (file.File.Name == OfflineScript)
        {
            // It stands beside what it serves and works for the kiosk's page. Browsers ask for it by one name and have to see a new one at once.
            headers["Service-Worker-Allowed"] = KioskPath;
            headers.CacheControl = "no-cache";
        }
        else headers.CacheControl = NeverChanges(file) ? "public, max-age=31536000, immutable" : "public, max-age=300";
    }

    // Pages name assets with a hash of their content, and letters have it in their name.
    private static bool NeverChanges(StaticFileResponseContext file) =>
        file.Context.Request.Query.ContainsKey("v") || file.File.Name.EndsWith(".woff2", StringComparison.Ordinal);
}
