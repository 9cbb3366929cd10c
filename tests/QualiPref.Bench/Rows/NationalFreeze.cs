using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>
/// A year of 250 sites frozen and verified with the settings as shipped, one process per service: a million answers in the ledger of <c>surveys</c> and
/// cases filed through the API, from asking for the edition to the outcome of its verification.
/// </summary>
internal static class NationalFreeze
{
    private const int CasesPerSite = 10;
    private const int Senders = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        var year = TimeProvider.System.GetUtcNow().Year - 1;
        var catalogue = Path.Combine(folder, "catalogue");
        NationalYear.WriteCatalogue(Path.Combine(ProjectFolder.Root, "qualipref-platform", "catalogue"), catalogue);
        await using var system = new LocalSystem(new LocalSystemOptions
        {
            LimitsCallers = false,
            DataDirectory = folder,
            Shape = SystemShape.Distributed,
            Settings = new Dictionary<string, string> { ["QualiPref__Catalogue__Path"] = catalogue },
        });
        // The services make their indexes first and find the ledger at their next start, as in years of intake.
        await system.StartAsync();
        foreach (var service in system.Services) await service.StopAsync();
        var watch = Stopwatch.StartNew();
        await new NationalYear(year, options.FrozenFacts).WriteAsync(system.Engine.ConnectionString, withLedger: true);
        Note($"{options.FrozenFacts:N0} answers with their facts written in {watch.Elapsed.TotalSeconds:0} s");
        await system.StartAsync();

        using var figures = new Figures(system.Address, system.Keys);
        await FileCasesAsync(figures, year);
        watch.Restart();
        await figures.WaitUntilBalancedAsync(NationalYear.Network, year.ToString(CultureInfo.InvariantCulture), Patience);
        Note($"the balance of all sites is closed after {watch.Elapsed.TotalSeconds:0} s");

        var address = await figures.OpenReportAsync(NationalYear.Network, year);
        watch.Restart();
        var edition = await figures.FreezeAsync(address, Patience);
        report.Add("national freeze: from asking to the edition", watch.Elapsed.TotalSeconds, "s");
        watch.Restart();
        await figures.VerifyAsync(edition, Patience);
        report.Add("national freeze: verification of the edition", watch.Elapsed.TotalSeconds, "s");
        foreach (var part in system.Parts) report.Add($"national freeze: memory, {part.Name} (peak)", ProcessUse.PeakResidentMegabytes(part), "MB");

        void Note(FormattableString text) => report.Note("national freeze: " + text.ToString(CultureInfo.InvariantCulture));
    }

    private static Task FileCasesAsync(Figures figures, int year) => Parallel.ForEachAsync(
        Enumerable.Range(0, NationalYear.Sites * CasesPerSite),
        new ParallelOptions { MaxDegreeOfParallelism = Senders },
        async (number, _) => await figures.FileCaseAsync(
            NationalYear.SiteOf(number % NationalYear.Sites), new DateOnly(year, 1, 1).AddDays(number % 360)));
}
