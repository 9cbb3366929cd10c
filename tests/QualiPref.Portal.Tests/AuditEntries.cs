using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Hosting;

namespace QualiPref.Portal.Tests;

/// <summary>What the portal's audit log holds.</summary>
internal static class AuditEntries
{
    /// <summary>The entries of a kind, the oldest first, each with who, act and whom.</summary>
    /// <param name="services">The portal's.</param>
    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    public static async Task<IReadOnlyList<AuditEntry>> OfKindAsync(IServiceProvider services, string kind)
    {
        var log = services.GetRequiredKeyedService<AuditLog>(QualiPrefHost.Portal);
        await log.SealAsync(TestContext.Current.CancellationToken);
        var found = await log.SearchAsync(new AuditSearch { Kind = kind }, 100, TestContext.Current.CancellationToken);
        return [.. found.Reverse().Select(one => one.Entry)];
    }
}
