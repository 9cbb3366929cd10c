using System.Net;
using System.Text.Json;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Statistics.Figures;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

/// <summary>A draft is the figures of the moment.</summary>
public sealed class Reading_a_draft(RealEngine engine)
{
    [Fact]
    public async Task It_follows_the_figures()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync();
        reporting.Indicators.Hold(Given.Cell().Answering(satisfied: 30, dissatisfied: 10));
        var before = await SatisfactionAsync(reporting, id);

        reporting.Indicators.Hold(Given.Cell(version: 2).Answering(satisfied: 36, dissatisfied: 10, excluded: 2));

        Assert.Equal((30, 40), before);
        Assert.Equal((36, 46), await SatisfactionAsync(reporting, id));
    }

    [Fact]
    public async Task It_shows_to_the_last_digit_what_the_same_cells_give_anywhere()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync(period: "2026-S1");
        SiteDayCell[] cells =
        [
            Given.Cell("91-EVRY", "2026-03-10").Answering(350, 62, 9),
            Given.Cell("91-PALAISEAU", "2026-06-30").Answering(10, 3),
            Given.Cell("91-EVRY", "2025-01-01").Answering(300, 100),
            // Outside both periods, though between them.
            Given.Cell("91-EVRY", "2025-12-31").Answering(1, 900),
        ];
        reporting.Indicators.Hold(cells);

        var report = await reporting.ReadAsync(id);

        var catalogue = reporting.Service<LiveCatalogue>().Current;
        var sites = catalogue.Sites.Where(site => site.Network == "essonne").ToList();
        var tally = new FigureTally(
            [.. sites.Select(site => site.Code)],
            new FigurePeriod("2026-S1", Given.Day("2026-01-01"), Given.Day("2026-06-30")),
            new FigurePeriod("2025-S1", Given.Day("2025-01-01"), Given.Day("2025-06-30")),
            Given.Day(report.GetProperty("asOf").GetString()!));
        tally.Add(cells);
        var request = new FigureRequest
        {
            Definitions = catalogue.Indicators,
            Network = "essonne",
            Sites = [.. sites.Select(site => new SiteScope(site.Code, [.. site.Modules.Select(one => one.Code)]))],
        };
        Assert.Equal(JsonSerializer.Serialize(FigureCalculator.Calculate(request, tally), JsonSerializerOptions.Web), report.GetProperty("figures").GetRawText());
        Assert.Equal(2, report.GetProperty("siteDays").GetInt32());
    }

    [Fact]
    public async Task It_shows_the_months_of_its_period_and_whether_they_are_closed()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");

        reporting.Indicators.Hold(Given.Row("2014-02", 10, pending: 1), Given.Row("2014-03", 5), Given.Row("2015-01", 1, pending: 1));
        var open = (await reporting.ReadAsync(report)).GetProperty("balance");
        reporting.Indicators.Hold(Given.Row("2014-02", 11));
        var closed = (await reporting.ReadAsync(report)).GetProperty("balance");

        Assert.False(open.GetProperty("closed").GetBoolean());
        Assert.Equal(["2014-02 11", "2014-03 5"], open.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("month").GetString()} {row.GetProperty("received")}"));
        Assert.True(closed.GetProperty("closed").GetBoolean());
    }

    [Fact]
    public async Task An_open_balance_is_a_warning()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(Given.Row("2014-02", 1_000, pending: 1));

        var report = await reporting.ReadAsync(await reporting.OpenAsync("lot-et-garonne", "2014"));

        var warning = Assert.Single(report.GetProperty("warnings").EnumerateArray(), one => one.GetProperty("code").GetString() == "solde-ouvert");
        Assert.StartsWith("Le solde n'est pas clos : 1\u202f001 enregistrements reçus dans la période = 1\u202f000 comptés", warning.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_nobody_decided_on_are_a_warning_though_the_balance_is_closed()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(Given.Row("2014-02", 1_000) with { Received = 1_096, SetAside = 96 });

        var report = await reporting.ReadAsync(await reporting.OpenAsync("lot-et-garonne", "2014"));

        Assert.True(report.GetProperty("balance").GetProperty("closed").GetBoolean());
        var warning = Assert.Single(report.GetProperty("warnings").EnumerateArray(), one => one.GetProperty("code").GetString() == "a-decider");
        Assert.StartsWith("96 réponses mises de côté attendent une décision", warning.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_service_of_the_figures_it_says_so_and_when_to_come_again()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Services:Indicators=http://127.0.0.1:1");
        var id = await reporting.OpenAsync();

        using var response = await reporting.GetAsync($"/reports/{id}/document?format=csv");

        await RunningReporting.RefusedAsync(response, HttpStatusCode.ServiceUnavailable, "QP-REPORTING-008");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task While_the_catalogue_there_has_other_sites_nothing_is_shown()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync();
        reporting.Indicators.Unknown.Add("91-PALAISEAU");

        using var response = await reporting.GetAsync($"/reports/{id}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static async Task<(long, long)> SatisfactionAsync(RunningReporting reporting, Guid id)
    {
        var report = await reporting.ReadAsync(id);
        var figure = report.GetProperty("figures").EnumerateArray().Single(one =>
            one.GetProperty("indicator").GetString() == "satisfaction.global" && one.GetProperty("site").GetString() == Given.Evry);
        return (figure.GetProperty("numerator").GetInt64(), figure.GetProperty("denominator").GetInt64());
    }
}
