using QualiPref.Bench.Running;
using QualiPref.Local;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Bench.Rows;

/// <summary>
/// 500 random answers a second over 250 sites, every run on one day of its own: how long after its acknowledgement an answer is in the figure of its site. Some sites are
/// watched, of which nothing is withdrawn, so that the figure tells how many; elsewhere answers are withdrawn and corrected as in the other rows.
/// </summary>
internal sealed class RandomFreshness(LocalSystem system, Catalogue catalogue, string folder, BenchOptions options, Report report)
{
    private const double PerSecond = 500;

    // The first has a kiosk, and so a good part of all answers.
    private static readonly int[] Watched = [0, 60, 120, 180, 240];

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        foreach (var shape in (SystemShape[])[SystemShape.AllInOne, SystemShape.Distributed])
        {
            var of = Path.Combine(folder, shape.ToString());
            var catalogue = BenchNetwork.WriteCatalogue(Path.Combine(of, "catalogue"));
            await using var system = BenchNetwork.NationalSystem(of, shape);
            await system.StartAsync();
            await new RandomFreshness(system, catalogue, of, options, report).MeasureAsync(shape == SystemShape.AllInOne ? "all-in-one" : "distributed");
        }
    }

    private async Task MeasureAsync(string shape)
    {
        using var figures = new Figures(system.Address, system.Keys);
        for (var run = 0; run < options.Runs; run++)
        {
            var network = await BenchNetwork.National.EnrolAsync(system.Address, () => figures.Token, run);
            report.Begin($"freshness at 250 sites, {shape}, run {run + 1} of {options.Runs}");
            var answers = new AnswerShape(shape, network, [AnswerShape.Today.AddDays(-10 - run)]);
            await using var load = await AnswerLoad.PrepareAsync(
                new LoadTarget(system.Address, system.Keys, catalogue, folder), answers, seed: run, options.PreparedAnswers, mayBeWithdrawn: site => !Watched.Contains(site));
            var lags = await new FreshnessWatch(() => AskAsync(figures, answers)).MeasureAsync(SendAsync(load, network));
            report.Add($"freshness at 250 sites, {shape}: p50", Sample.Percentile(lags, 0.5), "ms");
            report.Add($"freshness at 250 sites, {shape}: p99", Sample.Percentile(lags, 0.99), "ms", "≤ 1,000 ms");
        }
        foreach (var service in system.Services)
            report.Add($"memory, freshness at 250 sites, {shape}: {service.Name} (peak)", ProcessUse.PeakResidentMegabytes(service), "MB", shape == "all-in-one" ? "≤ 250 MB" : "≤ 150 MB");
    }

    private static async Task<IReadOnlyDictionary<string, int>> AskAsync(Figures figures, AnswerShape answers)
    {
        var counted = new Dictionary<string, int>();
        foreach (var site in Watched.Select(at => answers.Network.Sites[at])) counted[site] = await figures.CountOfSiteAsync(answers.Period, site);
        return counted;
    }

    private async Task<IReadOnlyList<(string Site, long At)>> SendAsync(AnswerLoad load, BenchNetwork network)
    {
        var sent = await load.RunAsync(options.FreshnessLoad, PerSecond);
        report.Note($"    {sent.PerSecond:0} answers/s; {sent.Cost}");
        return [.. sent.All.Where(one => one.Expressed > 0 && Watched.Contains(one.Site)).Select(one => (network.Sites[one.Site], one.At))];
    }
}
