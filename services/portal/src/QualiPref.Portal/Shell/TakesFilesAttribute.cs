using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace QualiPref.Portal.Shell;

/// <summary>
/// Lets a form bring files: of 40 MB in all, which is some more than are taken, so that too much is refused in words and not by a broken connection. While such a form comes
/// in, its files lie in the temporary folder; as many come in at once as there is room for, and the others wait their turn. Forms without files never wait.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesFilesAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    private const long Most = 40 * 1024 * 1024;

    // What a form has without files, and more: it stays in memory.
    private const long Large = 512 * 1024;

    private const int AtOnce = 8, Waiting = 200;

    private static readonly ConcurrencyLimiter Room = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Before the form is read, which the proof against forged forms does.</summary>
    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method)) return;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Most;
        if (http.Request.ContentLength > Most)
        {
            // Else the proof against forged forms, which is in the body, is said to be missing.
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }
        if (http.Request.ContentLength <= Large) return;
        var lease = await Room.AcquireAsync(1, http.RequestAborted);
        http.Response.RegisterForDispose(lease);
        if (!lease.IsAcquired) context.Result = new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
    }
}
