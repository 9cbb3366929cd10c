using System.Net;
using QualiPref.Platform.Http;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Comparing_revisions(RealEngine engine)
{
    [Fact]
    public async Task Lists_only_figures_that_changed_with_the_causes_in_their_scope()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, second) = await TwoRevisionsAsync(reporting);

        var differences = await reporting.JsonAsync($"/editions/{first}/differences?to={second}");

        Assert.Equal(
            [$"satisfaction.global {Given.Evry} 40 43 late 3", "satisfaction.global  43 46 late 3, voided 1"],
            differences.GetProperty("figures").EnumerateArray().Select(figure => string.Join(' ',
                figure.GetProperty("indicator").GetString(), figure.GetProperty("site").GetString(),
                figure.GetProperty("old").GetProperty("n"), figure.GetProperty("new").GetProperty("n"),
                string.Join(", ", figure.GetProperty("causes").EnumerateArray().Select(cause => $"{cause.GetProperty("cause").GetString()} {cause.GetProperty("count")}")))));
    }

    [Fact]
    public async Task Runs_from_the_older_to_the_newer_whichever_is_asked_for()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, second) = await TwoRevisionsAsync(reporting);

        var forwards = await reporting.JsonAsync($"/editions/{first}/differences?to={second}");
        var backwards = await reporting.JsonAsync($"/editions/{second}/differences?to={first}");

        Assert.Equal(forwards.GetRawText(), backwards.GetRawText());
        Assert.Equal((first, second), (backwards.GetProperty("from").GetGuid(), backwards.GetProperty("to").GetGuid()));
        // The freezing of the second compares the cuts too: every reading runs the same way.
        Assert.Single(reporting.Indicators.Compared.Distinct());
    }

    [Fact]
    public async Task Pages_through_the_changed_facts()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, second) = await TwoRevisionsAsync(reporting);

        var page = await reporting.JsonAsync($"/editions/{first}/differences?to={second}&pageSize=4");
        var cursor = page.GetProperty("changes").GetProperty("next").GetString();
        var last = await reporting.JsonAsync($"/editions/{first}/differences?to={second}&pageSize=4&cursor={cursor}");

        Assert.Equal(4, page.GetProperty("changes").GetProperty("items").GetArrayLength());
        Assert.Equal(1, last.GetProperty("changes").GetProperty("items").GetArrayLength());
        Assert.Null(last.GetProperty("changes").GetProperty("next").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, last.GetProperty("figures").ValueKind);
    }

    [Fact]
    public async Task Of_other_networks_or_periods_is_refused()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var essonne = await reporting.FreezeAsync(await reporting.OpenAsync());
        var before = await reporting.FreezeAsync(await reporting.OpenAsync(period: "2025"));
        var agen = await reporting.FreezeAsync(await reporting.OpenAsync("lot-et-garonne"));

        using var otherPeriod = await reporting.GetAsync($"/editions/{essonne}/differences?to={before}");
        using var otherNetwork = await reporting.GetAsync($"/editions/{essonne}/differences?to={agen}");
        using var nothing = await reporting.GetAsync($"/editions/{essonne}/differences?pageSize=0");

        await RunningReporting.RefusedAsync(otherPeriod, HttpStatusCode.Conflict, "QP-REPORTING-010");
        await RunningReporting.RefusedAsync(otherNetwork, HttpStatusCode.Conflict, "QP-REPORTING-010");
        Assert.Equal(["to", "pageSize"], await RunningReporting.RefusedAsync(nothing, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905"));
    }

    [Fact]
    public async Task Whose_cut_was_altered_at_indicators_is_refused_instead_of_told_as_no_change()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, second) = await TwoRevisionsAsync(reporting);
        var cursor = (await reporting.JsonAsync($"/editions/{first}/differences?to={second}&pageSize=4")).GetProperty("changes").GetProperty("next").GetString();
        reporting.Indicators.ComparesDamage = _ => true;

        using var begun = await reporting.GetAsync($"/editions/{first}/differences?to={second}");
        using var continued = await reporting.GetAsync($"/editions/{first}/differences?to={second}&pageSize=4&cursor={cursor}");

        await RunningReporting.RefusedAsync(begun, HttpStatusCode.Conflict, "QP-REPORTING-019");
        await RunningReporting.RefusedAsync(continued, HttpStatusCode.Conflict, "QP-REPORTING-019");
    }

    [Fact]
    public async Task While_indicators_fails_is_refused_and_the_log_says_with_what()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var (first, second) = await TwoRevisionsAsync(reporting);
        reporting.Indicators.ComparesDamage = _ => throw new ProblemException(new Problem(CommonProblems.Unexpected));

        using var refused = await reporting.GetAsync($"/editions/{first}/differences?to={second}");

        await RunningReporting.RefusedAsync(refused, HttpStatusCode.BadGateway, "QP-REPORTING-017");
        Assert.Contains(reporting.Logged, entry => entry.Contains($"caused by {nameof(HttpRequestException)}", StringComparison.Ordinal));
    }

    private static async Task<(Guid First, Guid Second)> TwoRevisionsAsync(RunningReporting reporting)
    {
        var report = await reporting.OpenAsync();
        reporting.Indicators.Cells.AddRange([Given.Cell().Answering(30, 10), Given.Cell("91-ETAMPES", "2026-04-10").Answering(2, 1)]);
        var first = await reporting.FreezeAsync(report, "1");
        // Three late answers, one correction that moves no figure, one of the year before that explains none of this period.
        reporting.Indicators.Cells[0] = Given.Cell(version: 2).Answering(33, 10);
        reporting.Indicators.Changes.AddRange([
            .. Given.Late(Given.Evry, "2026-03-10", 3),
            .. Given.Late("91-ETAMPES", "2026-04-10", 1, "voided"),
            .. Given.Late(Given.Evry, "2025-03-10", 1)]);
        return (first, await reporting.FreezeAsync(report, "2"));
    }
}
