using QualiPref.Bench.Running;
using QualiPref.Local;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Bench.Rows;

/// <summary>
/// What each process of the distributed shape takes at rest, for a thousand answers at a small and at a great rate, and for a report, with what the disk grows by.
/// One replica of each service.
/// </summary>
internal static class Sizing
{
    private const string Network = "essonne";

    private static readonly string[] Stores = ["engine", "broker"];

    private static readonly int[] Rates = [50, 300];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var system = new LocalSystem(new LocalSystemOptions { LimitsCallers = false, DataDirectory = folder, Shape = SystemShape.Distributed });
        await system.StartAsync();
        using var figures = new Figures(system.Address, system.Keys);
        using var http = new HttpClient { BaseAddress = new Uri(system.Address), Timeout = TimeSpan.FromSeconds(60) };
        var tokens = new OperatorTokens(system.Keys, TimeProvider.System);
        var identities = new Identities(http, (_, name) => tokens.Of(name));
        foreach (var kiosk in SyntheticNetwork.Essonne.Sites.SelectMany(site => site.Kiosks))
            await identities.EnrolAsync(kiosk.Site, kiosk.Label, CancellationToken.None);
        var year = TimeProvider.System.GetUtcNow().Year - 1;

        await NoteRestAsync("empty", system, options, report);
        foreach (var rate in Rates)
        {
            var sender = new ApiSender(http, identities, TimeProvider.System);
            var steady = new SteadySending(sender, SyntheticNetwork.Essonne, year, rate, TimeProvider.System);
            await MeasureAsync(system, folder, steady, rate, $"{year}", figures, options, report);
            if (sender.Faults.FirstOrDefault() is { } fault) throw new BenchException($"A request was refused: {fault}");
        }
        await NoteRestAsync("with all that", system, options, report);
        await MeasureReportAsync(system, year, figures, report);
    }

    private static async Task MeasureAsync(LocalSystem system, string folder, SteadySending steady, int rate, string period, Figures figures, BenchOptions options, Report report)
    {
        var row = $"sizing, {rate} answers/s";
        var (use, disk, before) = (Use.Of(system), SizesOf(folder), await figures.ReceivedAnswersAsync(Network, period));
        using var over = new CancellationTokenSource(options.SizingLoad);
        await steady.RunAsync(rate, over.Token, CancellationToken.None);
        await figures.WaitUntilBalancedAsync(Network, period, Patience);
        var answers = await figures.ReceivedAnswersAsync(Network, period) - before;
        report.Note($"{row} asked for: {answers} received");
        use.Note(row, " for 1,000 answers", 1_000.0 / answers, system, report);
        foreach (var (part, size) in SizesOf(folder)) report.Add($"{row}: disk, {part}, for 100,000 answers", (size - disk[part]) * 100_000 / answers, "MB");
        foreach (var part in system.Parts) report.Add($"{row}: memory, {part.Name}", ProcessUse.ResidentMegabytes(part), "MB");
    }

    private static async Task NoteRestAsync(string how, LocalSystem system, BenchOptions options, Report report)
    {
        var use = Use.Of(system);
        await Task.Delay(options.SizingRest);
        use.Note($"sizing, at rest ({how})", " an hour", 3_600 / options.SizingRest.TotalSeconds, system, report);
    }

    private static async Task MeasureReportAsync(LocalSystem system, int year, Figures figures, Report report)
    {
        var address = await figures.OpenReportAsync(Network, year);
        var use = Use.Of(system);
        await figures.TimeAsync(address);
        await figures.TimeAsync(address + "/document?format=html");
        use.Note("sizing, a report read and its document", "", 1, system, report);
        use = Use.Of(system);
        var edition = await figures.FreezeAsync(address, Patience);
        await figures.VerifyAsync(edition, Patience);
        use.Note("sizing, an edition frozen and verified", "", 1, system, report);
        foreach (var part in system.Parts) report.Add($"sizing: memory, {part.Name} (peak)", ProcessUse.PeakResidentMegabytes(part), "MB");
    }

    private static Dictionary<string, double> SizesOf(string folder) => Stores.ToDictionary(
        part => part, part => new DirectoryInfo(Path.Combine(folder, part)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1_000_000.0);

    /// <summary>Processor time of every part until now.</summary>
    private sealed class Use(IReadOnlyList<(string Name, TimeSpan Time)> parts)
    {
        public static Use Of(LocalSystem system) => new([.. system.Parts.Select(part => (part.Name, ProcessUse.ProcessorTime(part)))]);

        /// <summary>Adds a row for each part, of the time since then.</summary>
        public void Note(string row, string per, double share, LocalSystem system, Report report)
        {
            foreach (var (before, now) in parts.Zip(Of(system).Parts))
                report.Add($"{row}: processor, {now.Name}{per}", (now.Time - before.Time).TotalSeconds * share, "s");
        }

        private IReadOnlyList<(string Name, TimeSpan Time)> Parts => parts;
    }
}
