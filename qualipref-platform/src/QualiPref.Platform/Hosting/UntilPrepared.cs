using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Hosting;

/// <summary>Refuses calls until the databases are prepared: without its indexes a service could take what it could not tell apart.</summary>
internal static class UntilPrepared
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static void RefuseCallsUntilPrepared(this WebApplication app)
    {
        if (app.Services.GetService<StoragePreparation>() is not { } preparation) return;
        app.Use((context, next) => preparation.Done.IsCompleted || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : new Problem(CommonProblems.StorageAway) { RetryAfter = Soon }.ExecuteAsync(context));
    }
}
