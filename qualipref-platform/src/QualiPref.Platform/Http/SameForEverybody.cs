using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace QualiPref.Platform.Http;

/// <summary>Keeps a reply that is the same for everybody for a day: an OpenAPI document takes a tenth of a second to make.</summary>
public sealed class SameForEverybody : IOutputCachePolicy
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var isRead = HttpMethods.IsGet(context.HttpContext.Request.Method) || HttpMethods.IsHead(context.HttpContext.Request.Method);
        (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage) = (isRead, isRead, isRead);
        // Who waited for the reply that another's request makes would end with that request when its caller goes.
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = Kept;
        // Whatever a caller says of himself and of the host makes no other document.
        context.CacheVaryByRules.VaryByHost = false;
        return ValueTask.CompletedTask;
    }

    ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.AllowCacheStorage = context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
        return ValueTask.CompletedTask;
    }
}
