using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace QualiPref.LocalProvider;

/// <summary>What is not done, and the headers that keep a browser from helping with it.</summary>
internal static class Refusals
{
    public static Task WrongHostAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync("The local provider answers at its own address alone.");
    }

    public static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        // The form leads on to whatever portal asked, at a port of this machine: browsers hold redirections against form-action too.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    }

    /// <summary>Whether a form was sent from a page elsewhere. Programs that are no browser say nothing of it.</summary>
    public static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    /// <summary>The protocol's own refusal.</summary>
    public static IResult Protocol(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
