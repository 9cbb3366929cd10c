using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Indicators;

/// <summary>What the database of this service says of what is still to be done, for whoever watches the system.</summary>
internal static class IndicatorsNumbers
{
    private static readonly StoredNumber DirtyDays = new(IndicatorsTelemetry.Name, "qualipref.indicators.dirty.sitedays", "{siteday}",
        "Site-days with facts that their cells do not count yet, as far as 20,000 facts tell. The same from every replica: max");

    private static readonly StoredNumber OpenDays = new(IndicatorsTelemetry.Name, "qualipref.indicators.balance.open", "{siteday}",
        "Site-days on which a source and the facts disagree. The same from every replica: max by (source)");

    private static readonly StoredNumber OpenAge = new(IndicatorsTelemetry.Name, "qualipref.indicators.balance.open.age", "s",
        "For how long the first of these site-days disagrees; 0 when none does. The same from every replica: max by (source)");

    public static void AddIndicatorsNumbers(this IServiceCollection services)
    {
        services.AddStoredNumber(DirtyDays, async (provider, token) => [new(await provider.GetRequiredService<DirtyFacts>().CountDaysAsync(token))]);
        services.AddStoredNumber(OpenDays, async (provider, token) =>
        {
            var open = await provider.GetRequiredService<BalanceReader>().CountOpenAsync(token);
            return BySource(source => open.GetValueOrDefault(source)?.Count ?? 0);
        });
        services.AddStoredNumber(OpenAge, async (provider, token) =>
        {
            var open = await provider.GetRequiredService<BalanceReader>().CountOpenAsync(token);
            var time = provider.GetRequiredService<TimeProvider>();
            return BySource(source => Measured.Age(open.GetValueOrDefault(source)?.Since, time));
        });
    }

    private static IReadOnlyList<Measurement<double>> BySource(Func<string, double> value) =>
        [.. FactSources.Told.Select(source => new Measurement<double>(value(source), new KeyValuePair<string, object?>("source", source)))];
}
