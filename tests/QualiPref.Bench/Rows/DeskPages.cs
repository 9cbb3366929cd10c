using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Bench.Running;
using QualiPref.Local;
using QualiPref.Platform.Identity;

namespace QualiPref.Bench.Rows;

/// <summary>
/// The handlers' pages in the shape with one process, with 2,000 open cases: from asking for a page to its last byte, one page after the other.
/// The baseline is a page of the same portal with the same shell and no data.
/// </summary>
internal static class DeskPages
{
    private const int OpenCases = 2_000;
    private const string Site = "91-EVRY";
    private const string Baseline = "a page without data";
    private const string Target = "p95 ≤ 150 ms";

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var system = new LocalSystem(new LocalSystemOptions { LimitsCallers = false, DataDirectory = folder });
        await system.StartAsync();
        var someCase = await FileAsync(system, report);
        using var http = new HttpClient { BaseAddress = new Uri(system.Address), Timeout = TimeSpan.FromSeconds(60) };
        await SignInAsync(http);
        (string Row, string Path)[] pages =
        [
            (Baseline, "/contact"), ("home", "/"), ("list of 50", "/reclamations"), ("list of 200", "/reclamations?pageSize=200"), ("overdue, of a site", $"/reclamations?site={Site}&overdue=true"),
            ("newest complaints nobody has", "/reclamations?kind=complaint&sort=-receivedOn&unassigned=true"), ("team", "/reclamations/equipe"), ("letters to post", "/reclamations/a-poster"),
            ("words searched for", "/reclamations?q=guichet"), ("case", $"/reclamations/{someCase}"), ("proof of a due date", $"/reclamations/{someCase}/echeance"),
        ];
        foreach (var (_, path) in pages)
            await TimeAsync(http, path, calls: 20);
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"desk with {OpenCases} open cases, run {run + 1} of {options.Runs}");
            foreach (var (row, path) in pages)
            {
                var times = await TimeAsync(http, path, options.Quick ? 20 : 100);
                report.Add($"desk, {row}: p50", Sample.Median(times), "ms");
                report.Add($"desk, {row}: p95", Sample.Percentile(times, 0.95), "ms", row == Baseline ? "" : Target);
            }
        }
        foreach (var (row, _) in pages.Skip(1))
            report.Add($"desk, {row}: p50 against {Baseline}", report.MedianOf($"desk, {row}: p50") / report.MedianOf($"desk, {Baseline}: p50"), "times");
    }

    // Letters of the last 150 days, so that some are overdue; answers the id of one.
    private static async Task<Guid> FileAsync(LocalSystem system, Report report)
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.Address), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", PlatformTokens.ForOperator(system.Keys, "Bench", TimeProvider.System));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, OpenCases - 1), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await FileAsync(http, today, number));
        var last = await FileAsync(http, today, OpenCases - 1);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"desk: {OpenCases} cases filed in {watch.Elapsed.TotalSeconds:0.0} s"));
        return last;
    }

    private static async Task<Guid> FileAsync(HttpClient http, DateOnly today, int number)
    {
        using var filed = await http.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site = number % 2 == 0 ? Site : "91-ETAMPES",
            kind = "complaint",
            channel = "letter",
            receivedOn = today.AddDays(-(number % 150)),
            subject = $"Courrier {number}",
            text = "L'attente au guichet a duré deux heures.",
            contact = new { name = "Usager 12", postalAddress = "1 rue de l'Exemple" },
        });
        return (await filed.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    // As a browser does: the session is in a cookie, which the client keeps.
    private static async Task SignInAsync(HttpClient http)
    {
        using var arrived = await SampleSignIn.SignInAsync(http, "handler");
        arrived.EnsureSuccessStatusCode();
    }

    private static async Task<double[]> TimeAsync(HttpClient http, string path, int calls)
    {
        var times = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            var watch = Stopwatch.StartNew();
            using var page = await http.GetAsync(path);
            times[call] = watch.Elapsed.TotalMilliseconds;
            // Who is not signed in is led to the page that signs in, which would be measured instead.
            if (!page.IsSuccessStatusCode || page.RequestMessage!.RequestUri!.PathAndQuery != path) throw new BenchException($"{path} answered {(int)page.StatusCode} at {page.RequestMessage!.RequestUri}.");
        }
        return times;
    }
}
