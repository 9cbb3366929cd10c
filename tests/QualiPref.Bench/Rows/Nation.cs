using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Running;
using QualiPref.Local;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Bench.Rows;

/// <summary>
/// A national year of random answers, 250 sites and ten million of them in the ledger of <c>surveys</c> with their facts, and cases with the mix of the synthetic year: its
/// figures, its draft, every document, an edition and its verification. One process per service, settings as shipped.
/// </summary>
internal static class Nation
{
    private const int Seed = 1, AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        var year = TimeProvider.System.GetUtcNow().Year - 1;
        var period = year.ToString(CultureInfo.InvariantCulture);
        var catalogue = BenchNetwork.WriteCatalogue(Path.Combine(folder, "catalogue"));
        await using var system = BenchNetwork.NationalSystem(folder, SystemShape.Distributed);
        // The services make their indexes first and find the ledger at their next start, as in years of intake.
        await system.StartAsync();
        foreach (var service in system.Services) await service.StopAsync();
        var watch = Stopwatch.StartNew();
        await new NationalYear(year, options.NationalFacts, catalogue).WriteAsync(system.Engine.ConnectionString, withLedger: true);
        Note($"about {options.NationalFacts:N0} answers with their facts written in {watch.Elapsed.TotalSeconds:0} s");
        await system.StartAsync();

        using var figures = new Figures(system.Address, system.Keys);
        watch.Restart();
        await SendCasesAsync(system, year, options.NationalCases);
        Note($"{options.NationalCases} cases sent in {watch.Elapsed.TotalSeconds:0} s");
        watch.Restart();
        await figures.WaitUntilBalancedAsync(NationalYear.Network, period, Patience);
        report.Add("nation: from the last case until the balance is closed", watch.Elapsed.TotalSeconds, "s");

        var address = await figures.OpenReportAsync(NationalYear.Network, year);
        var indicators = $"/api/indicators/v1/figures?network={NationalYear.Network}&period={period}&pageSize=200";
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"nation, run {run + 1} of {options.Runs}");
            // What was computed for an earlier question is kept as long as nothing changes; another day to judge open cases by is another question.
            var asOf = string.Create(CultureInfo.InvariantCulture, $"&asOf={new DateOnly(year + 1, 1, 1).AddDays(run):yyyy-MM-dd}");
            report.Add("nation: figures of all sites, first page", await figures.TimeAsync(indicators + asOf), "ms", "≤ 1,000 ms");
            report.Add("nation: the draft", await figures.TimeAsync(address), "ms", "≤ 1,500 ms");
            foreach (var format in (string[])["html", "csv", "json"])
                report.Add($"nation: document in {format}", await figures.TimeAsync($"{address}/document?format={format}"), "ms", "≤ 3,000 ms");
        }
        watch.Restart();
        var edition = await figures.FreezeAsync(address, Patience);
        report.Add("nation: from asking for the edition to having it", watch.Elapsed.TotalSeconds, "s", "≤ 180 s");
        watch.Restart();
        await figures.VerifyAsync(edition, Patience);
        report.Add("nation: verification of the edition", watch.Elapsed.TotalSeconds, "s", "≤ 180 s");
        foreach (var part in system.Parts) report.Add($"memory, nation: {part.Name} (peak)", ProcessUse.PeakResidentMegabytes(part), "MB", "≤ 150 MB of a service");

        void Note(FormattableString text) => report.Note("nation: " + text.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task SendCasesAsync(LocalSystem system, int year, int cases)
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.Address), Timeout = TimeSpan.FromSeconds(60) };
        var tokens = new OperatorTokens(system.Keys, TimeProvider.System);
        var network = new SyntheticNetwork(NationalYear.Network,
            [.. Enumerable.Range(0, NationalYear.Sites).Select(site => new SyntheticSite(NationalYear.SiteOf(site), 1.0 / NationalYear.Sites, 0.8, []))]);
        var chains = SyntheticYear.Chains(new SyntheticYearOptions
        {
            Seed = Seed,
            Network = network,
            Year = year,
            BatchedAnswers = 0,
            SingleAnswers = 0,
            Complaints = cases,
            LastDay = new DateOnly(year, 12, 31),
        });
        var sender = new ApiSender(http, new Identities(http, (_, name) => tokens.Of(name)), TimeProvider.System);
        await sender.SendAsync(chains, AtOnce, CancellationToken.None);
        if (sender.Faults.FirstOrDefault() is { } fault) throw new BenchException($"A request of a case was refused: {fault}");
    }
}
