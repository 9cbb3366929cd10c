using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>Has the cases counted that were kept long enough, for whoever watches that none is kept for ever.</summary>
internal static class DueForElimination
{
    private static readonly StoredNumber Number = new("QualiPref.Complaints", "qualipref.complaints.retention.due", "{case}",
        "Cases that were kept long enough and are not erased, without those under a legal hold. The same from every replica: max");

    public static void AddTo(IServiceCollection services) => services.AddStoredNumber(Number, async (provider, token) =>
    {
        List<string> sites = [.. provider.GetRequiredService<Catalogue>().Sites.Select(site => site.Code)];
        var due = await provider.GetRequiredService<RetentionStore>().CountAsync(provider.GetRequiredService<Elimination>().Kinds(), sites, token);
        return [new(due.Where(one => !one.Held).Sum(one => one.Cases))];
    });
}
