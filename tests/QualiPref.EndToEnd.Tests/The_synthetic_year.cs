using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Recomputation;
using QualiPref.Synthetic;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Long, Collection(AllInOne.Name)]
public sealed class The_synthetic_year_all_in_one(AllInOneSystem system) : The_synthetic_year(system, seed: 2013);

[Collection(Distributed.Name)]
public sealed class The_synthetic_year_distributed(DistributedSystem system) : The_synthetic_year(system, seed: 2026);

/// <summary>
/// A year over every channel, language, transition and state, with duplicates, reordering, wrong clocks and kiosks that come late; then every figure over
/// every period beside the recount. The long run sends six times as much of it, and asks for every question over every period.
/// </summary>
[Sampled]
public abstract class The_synthetic_year(RunningSystem system, int seed)
{
    private static readonly int Share = Effort.IsLong ? 1 : 6, Ranges = 12 / Share, Cases = 600 / Share;

    private static readonly string[] Satisfaction = ["global", "accueil", "attente", "horaires", "clarte", "confort"];

    private static readonly string[] Complaints = ["complaints.received", "complaints.answeredInTime", "complaints.responseDays"];

    private static readonly string[] Dimensions = ["channel", "motive", "kind", "module"];

    [Fact]
    public async Task Every_figure_of_every_site_and_period_equals_the_recount()
    {
        var cases = system.Recount.Cases;
        var chains = SyntheticYear.Chains(new SyntheticYearOptions
        {
            Seed = seed,
            Network = SyntheticNetwork.Essonne,
            Year = RunningSystem.Year,
            BatchedAnswers = 4_800 / Share,
            SingleAnswers = 1_200 / Share,
            Complaints = Cases,
            BatchSize = 120 / Share,
            LastDay = SyntheticYearOptions.LastDayOf(RunningSystem.Year, RunningSystem.Today),
        });
        var sender = system.NewSender();
        await sender.SendAsync(chains, parallel: 16, TestContext.Current.CancellationToken);
        Assert.Empty(sender.Faults);
        Assert.Equal(chains.Sum(chain => chain.Count), sender.Done);
        Assert.Equal(cases + Cases, system.Recount.Cases);
        await system.AgreesAsync();

        var differences = new List<string>();
        foreach (var query in Queries())
            differences.AddRange(FigureCheck.Compare(system.Recount, query, await system.Api.FiguresAsync(query)));
        Assert.Empty(differences);
    }

    private IEnumerable<FigureQuery> Queries()
    {
        var year = $"{RunningSystem.Year}";
        string[] indicators = [.. Satisfaction.Select(question => $"satisfaction.{question}"), .. Complaints];
        foreach (var period in Periods())
            foreach (var indicator in Effort.IsLong ? indicators : ["satisfaction.global", "satisfaction.attente", .. Complaints])
                yield return Query(indicator, period);
        foreach (var site in Recount.SitesOf("essonne"))
            foreach (var indicator in indicators)
                yield return Query(indicator, year, "channel") with { Network = null, Site = site };
        foreach (var indicator in Satisfaction)
            yield return Query($"satisfaction.{indicator}", year, "channel");
        foreach (var indicator in Complaints)
            foreach (var by in Crossings())
                yield return Query(indicator, year, by);
        for (var month = 1; month <= 12; month++)
            yield return Query("complaints.answeredInTime", year, "kind") with { AsOf = new DateOnly(RunningSystem.Year, month, 15) };
    }

    /// <summary>Every month, quarter and half of the year, the year, its neighbours, and some ranges of days.</summary>
    private IEnumerable<string> Periods()
    {
        var (year, random) = (RunningSystem.Year, new Random(seed));
        string[] named = [$"{year - 1}", $"{year}", $"{year + 1}", $"{year}-S1", $"{year}-S2", $"{year - 4}"];
        var quarters = Enumerable.Range(1, 4).Select(quarter => $"{year}-Q{quarter}");
        var months = Enumerable.Range(1, 12).Select(month => $"{year}-{month:00}");
        var ranges = Enumerable.Range(0, Ranges).Select(_ =>
        {
            var from = new DateOnly(year, 1, 1).AddDays(random.Next(-30, 380));
            return $"{Samples.Date(from)}..{Samples.Date(from.AddDays(random.Next(90)))}";
        });
        return [.. named, .. quarters, .. months, .. ranges];
    }

    /// <summary>Every set of dimensions but the empty one.</summary>
    private static IEnumerable<string[]> Crossings() =>
        Enumerable.Range(1, (1 << Dimensions.Length) - 1).Select(set => Dimensions.Where((_, at) => (set >> at & 1) == 1).ToArray());

    private static FigureQuery Query(string indicator, string period, params string[] by) =>
        new() { Network = "essonne", Period = period, Indicator = indicator, By = by, AsOf = RunningSystem.Today };
}
