using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Listing_what_is_behind_a_figure(RealEngine engine)
{
    private static readonly string[] Sites = ["91-EVRY", "91-ETAMPES"];
    private static readonly string[] Channels = ["letter", "email"];
    private static readonly string?[] Motives = ["attente", null];
    private static readonly string[] Kinds = ["complaint", "suggestion", "thanks"];
    private static readonly string[] Verdicts = ["pending", "inTime", "late", "notApplicable"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_every_fact_with_its_version_page_by_page()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var answers = Enumerable.Range(0, 5).Select(i => Given.Answer(date: $"2026-03-0{i + 1}")).ToList();
        var voided = Given.Answer();
        await indicators.PublishAsync(Given.Recorded([.. answers, voided, voided.Voided()]));
        await indicators.PublishAsync(Given.Recorded(answers[2] with { Version = 4 }));
        await indicators.SettledAsync();

        var figure = await indicators.FigureAsync("site=91-EVRY&period=2026&indicator=satisfaction.global");
        var sources = await SourcesAsync(indicators, figure, pageSize: 2);

        Assert.Equal(
            answers.Select(answer => (answer.ResponseId, answer == answers[2] ? 4 : 1)),
            sources.Select(source => (source.GetProperty("id").GetGuid(), source.GetProperty("version").GetInt32())));
    }

    [Theory]
    [InlineData("complaints.received")]
    [InlineData("complaints.answeredInTime")]
    [InlineData("complaints.responseDays")]
    public async Task Names_as_many_cases_as_the_figure_counts_in_each_slice(string indicator)
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        await indicators.PublishAsync(Given.Changed([.. SomeCases()]));
        await indicators.SettledAsync();

        var figures = await indicators.FiguresAsync($"network=essonne&period=2026&indicator={indicator}&by=channel,motive,kind,module&asOf=2026-12-31");

        Assert.True(figures.Count > 10);
        foreach (var figure in figures)
        {
            Assert.Equal(figure.GetProperty("n").GetInt32(), (await SourcesAsync(indicators, figure)).Count);
        }
    }

    [Fact]
    public async Task Of_no_figure_answers_not_found()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        using var response = await indicators.Http.GetAsync("/api/indicators/v1/figures/quelque-chose/sources", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("QP-INDICATORS-001", problem.GetProperty("code").GetString());
    }

    private static IEnumerable<ComplaintState> SomeCases() =>
        from site in Sites
        from channel in Channels
        from motive in Motives
        from kind in Kinds
        from verdict in Verdicts
        select Given.Case(channel: channel, motive: motive) with
        {
            Site = site,
            Kind = kind,
            Module = motive is null ? null : "accueil-general",
            Verdict = verdict,
            ResponseDays = verdict is "inTime" or "late" ? 3 : null,
        };

    private static async Task<List<JsonElement>> SourcesAsync(RunningIndicators indicators, JsonElement figure, int pageSize = 200)
    {
        var sources = new List<JsonElement>();
        var path = $"/api/indicators/v1/figures/{figure.GetProperty("id").GetString()}/sources?pageSize={pageSize}";
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await indicators.Http.GetFromJsonAsync<JsonElement>(cursor.Length == 0 ? path : $"{path}&cursor={cursor}", Token);
            sources.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        return sources;
    }
}
