using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QualiPref.Recomputation;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>All figures of a system, the balances of its sources and the balance of its figures beside its recount.</summary>
public static class Audit
{
    private static readonly string[] Questions = ["global", "accueil", "attente", "horaires", "clarte", "confort"];

    private static readonly string[] Drafted = ["satisfaction.global", "complaints.received", "complaints.answeredInTime"];

    private static readonly string[] Services = ["surveys", "complaints", "indicators", "reporting"];

    /// <summary>How the log begins what it says of an altered fact, of a cell that the patrol recomputed and of records that were asked for once more.</summary>
    private static readonly string[] Mended = ["SiteMonthPatrol[3401]", "SiteMonthPatrol[3403]", "ResponseRequests[3302]"];

    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(60);

    private static readonly int[] Years = [RunningSystem.Year, RunningSystem.Year - 1, RunningSystem.Year + 1, RunningSystem.Year - 4];

    /// <summary>Waits until nothing differs; the failure lists what still does. How long that takes is no failure, standing still is.</summary>
    public static async Task AgreesAsync(this RunningSystem system)
    {
        // The cheap questions first: the whole audit makes some fifty calls, and what it asks for keeps the system from its work.
        var watch = Stopwatch.StartNew();
        await system.SettlesAsync();
        TestContext.Current.SendDiagnosticMessage("all balances were closed after {0:0.0} s", watch.Elapsed.TotalSeconds);
        await ComesToAsync("every figure and every balance equal the recount", async _ => await DifferencesAsync(system), differences => differences.Length == 0);
        var report = await system.OpenReportAsync();
        await ComesToAsync("a draft of reporting says the same", async _ => await DifferencesOfDraftAsync(system, report), differences => differences.Length == 0);
        Assert.Empty(system.Recount.ContradictedByNone);
        await system.HoldNoFaultAsync();
        await system.HasParkedNothingAsync();
        if (system.MendsNothing) system.HasMendedNothing();
    }

    /// <summary>Waits until all that was acknowledged is counted, as a test needs it before it goes on; whether the figures are right is asked at its end. Standing still is a failure.</summary>
    public static async Task SettlesAsync(this RunningSystem system)
    {
        await ComesToAsync("every acknowledged answer is counted, and once", _ => system.Api.CountedAnswersAsync(), counted => counted == system.AcknowledgedAnswers);
        foreach (var year in Years)
            await ComesToAsync($"the balance of {year} is closed", _ => BalanceAsync(system, year), balance => balance.GetProperty("closed").GetBoolean());
    }

    private static Task<T> ComesToAsync<T>(string what, Func<CancellationToken, Task<T>> read, Func<T, bool> expected) => Eventually.GoesOnToAsync(what, read, expected, StandsStill);

    private static async Task HasParkedNothingAsync(this RunningSystem system)
    {
        foreach (var service in Services)
            Assert.Equal((service, 0), (service, (await system.Api.GetAsync($"/api/{service}/v1/parked", "admin")).Body!.Value.GetProperty("waiting").GetInt32()));
    }

    /// <summary>
    /// The patrol cannot be sent home, and a setting can be overlooked: where either had to mend something, a mark or a message was lost that it hides.
    /// </summary>
    private static void HasMendedNothing(this RunningSystem system)
    {
        var told = Directory.GetFiles(Path.Combine(system.Folder, "logs"), "*.log", SearchOption.AllDirectories).SelectMany(log => File.ReadLines(log).Where(line => Mended.Any(line.Contains)).Select(line => $"{Path.GetFileName(log)}: {line}"));
        Assert.Empty(told);
    }

    private static async Task<string> DifferencesAsync(RunningSystem system)
    {
        var differences = new List<string>();
        foreach (var query in Queries())
            differences.AddRange(FigureCheck.Compare(system.Recount, query, await system.Api.FiguresAsync(query)));
        foreach (var year in Years)
        {
            var surveys = await system.Api.GetAsync($"/api/surveys/v1/balance?period={year}");
            var complaints = await system.Api.GetAsync($"/api/complaints/v1/balance?period={year}");
            Assert.Equal((200, 200), (surveys.Status, complaints.Status));
            differences.AddRange(BalanceCheck.Compare(system.Recount, "essonne", $"{year}", [surveys.Body!.Value, complaints.Body!.Value]));
            differences.AddRange(await OfTheFiguresAsync(system, year));
        }
        return string.Join('\n', differences.Take(40));
    }

    /// <summary>What reporting makes of the cells that it was told of, which nothing fetches again here.</summary>
    private static async Task<string> DifferencesOfDraftAsync(RunningSystem system, string report)
    {
        var read = await system.Api.GetAsync($"/api/reporting/v1/reports/{report}");
        Assert.Equal(200, read.Status);
        var asOf = DateOnly.ParseExact(read.Body!.Value.GetProperty("asOf").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var figures = read.Body.Value.GetProperty("figures").EnumerateArray().ToLookup(figure => figure.GetProperty("indicator").GetString()!);
        return string.Join('\n', Drafted.SelectMany(indicator =>
            FigureCheck.Compare(system.Recount, Query(indicator, $"{RunningSystem.Year}") with { AsOf = asOf }, [.. figures[indicator]])).Take(40));
    }

    /// <summary>The balance that says whether anything is missing: it has to be closed, and to say of every month what was acknowledged.</summary>
    private static async Task<IEnumerable<string>> OfTheFiguresAsync(RunningSystem system, int year)
    {
        var balance = await BalanceAsync(system, year);
        var open = balance.GetProperty("rows").EnumerateArray().Where(row => !row.GetProperty("agrees").GetBoolean()).Select(row => $"open: {row}").ToList();
        if (!balance.GetProperty("closed").GetBoolean())
            open.Add($"the balance of {year} is not closed");
        return [.. open, .. BalanceCheck.Compare(system.Recount, "essonne", $"{year}", [balance]).Select(difference => $"in the figures' balance, {difference}")];
    }

    private static async Task<JsonElement> BalanceAsync(RunningSystem system, int year) =>
        (await system.Api.GetAsync($"/api/indicators/v1/balance?network=essonne&period={year}")).Body!.Value;

    private static IEnumerable<FigureQuery> Queries()
    {
        var year = RunningSystem.Year;
        foreach (var question in Questions)
            yield return Query($"satisfaction.{question}", $"{year}");
        foreach (var period in (string[])[$"{year - 4}", $"{year - 1}", $"{year + 1}", $"{year}-S2", $"{year}-Q1", $"{year}-03", $"{year}-07", $"{year}-10", $"{year}-01-01..{year}-01-01", $"{year}-12-31..{year + 1}-01-01"])
            yield return Query("satisfaction.global", period);
        yield return Query("satisfaction.global", $"{year}", "channel");
        yield return Query("complaints.received", $"{year}", "channel", "motive", "kind");
        yield return Query("complaints.received", $"{year}", "module");
        for (var month = 1; month <= 12; month++)
            yield return Query("complaints.received", $"{year}-{month:00}", "kind");
        yield return Query("complaints.answeredInTime", $"{year}", "channel");
        yield return Query("complaints.answeredInTime", $"{year}", "motive", "kind") with { AsOf = new DateOnly(year, 7, 1) };
        yield return Query("complaints.answeredInTime", $"{year + 1}");
        yield return Query("complaints.responseDays", $"{year}", "channel");
        yield return Query("complaints.responseDays", $"{year}-Q2", "kind");
    }

    private static FigureQuery Query(string indicator, string period, params string[] by) =>
        new() { Network = "essonne", Period = period, Indicator = indicator, By = by, AsOf = RunningSystem.Today };
}
