using Microsoft.AspNetCore.Http;

namespace QualiPref.Portal.Shell;

/// <summary>What a page allows beyond what every answer does, which is nothing: its own scripts, styles, letters and calls, and no line of them in the page itself.</summary>
internal static class SecurityHeaders
{
    // The older way to report: every browser knows it, and over plain HTTP too. Whoever is told of the newer one as well uses that alone.
    private const string Common =
        "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + $"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; report-uri {BrowserReports.Path}; ";

    private const string Pages = Common + "trusted-types 'none'";

    // Installed on a device, it has a manifest, and a worker whose address it names by a policy that can name no other.
    private const string Kiosk = Common + "worker-src 'self'; manifest-src 'self'; trusted-types qualipref-borne";

    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.Equals(PagePipeline.KioskPath, StringComparison.OrdinalIgnoreCase) ? Kiosk : Pages;
        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Pages carry names and files of persons: no shared cache, no trace on a shared computer. Assets set their own rule.
        headers.CacheControl = "no-cache, no-store";
    }
}
