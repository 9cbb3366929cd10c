using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>
/// A backlog of 100,000 random answers of 250 sites and four weeks that waits on the broker because <c>indicators</c> was away, some of them withdrawn or corrected
/// meanwhile.
/// </summary>
internal static class RandomDrain
{
    private const int BatchSize = 500, Connections = 4;

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        var catalogue = BenchNetwork.WriteCatalogue(Path.Combine(folder, "catalogue"));
        await using var system = BenchNetwork.NationalSystem(folder, SystemShape.Distributed);
        await system.StartAsync();
        using var figures = new Figures(system.Address, system.Keys);
        var target = new LoadTarget(system.Address, system.Keys, catalogue, folder);
        var drain = new Drain(system, figures, options, report)
        {
            Row = "drain of 250 sites",
            Network = BenchNetwork.National.Code,
            SendAsync = async (month, run) =>
            {
                var network = await BenchNetwork.National.EnrolAsync(system.Address, () => figures.Token, run);
                var shape = new AnswerShape("250 sites", network, AnswerShape.DaysFrom(month));
                await using var load = await AnswerLoad.PrepareAsync(target, shape, seed: run, options.Backlog, BatchSize, _ => true);
                await load.RunOnceAsync(Connections);
                return load.Expressed;
            },
            Target = "≥ 25 %",
        };
        await drain.MeasureAsync();
        foreach (var service in system.Services)
            report.Add($"memory, drain of 250 sites: {service.Name} (peak)", ProcessUse.PeakResidentMegabytes(service), "MB", "≤ 150 MB");
    }
}
