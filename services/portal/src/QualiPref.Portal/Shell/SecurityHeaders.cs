using Microsoft.AspNetCore.Http;

namespace QualiPref.Portal.Shell;

/// <summary>Headers that keep a page from being framed, sniffed or made to run foreign code.</summary>
internal static class SecurityHeaders
{
    private const string Pages =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Pages;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Pages carry names and files of persons: no shared cache, no trace on a shared computer. Assets set their own rule.
        headers.CacheControl = "no-cache, no-store";
    }
}
