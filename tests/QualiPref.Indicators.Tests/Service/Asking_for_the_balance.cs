using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Asking_for_the_balance(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_nothing_is_closed()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        var balance = await indicators.BalanceAsync("network=lot-et-garonne&period=2026");

        Assert.True(balance.GetProperty("closed").GetBoolean());
        Assert.Empty(balance.GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task Of_a_part_of_a_month_sums_the_days_within_it()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        indicators.Sources.AnswerRequests = false;
        indicators.Sources.Hold(Given.Answer(date: "2026-03-09"), Given.Answer(date: "2026-03-10"), Given.Answer(date: "2026-04-01"));
        foreach (var date in (string[])["2026-03-09", "2026-03-10", "2026-04-01"]) await indicators.PublishAsync(indicators.Sources.Row(date: date));

        var part = await indicators.BalanceAsync("network=essonne&period=2026-03-10..2026-04-30");

        Assert.Equal(
            ["2026-03 1", "2026-04 1"],
            part.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("month")} {row.GetProperty("received")}"));
        Assert.Equal(
            ["2026-03-10", "2026-04-01"], part.GetProperty("openDays").EnumerateArray().Select(day => day.GetProperty("date").GetString()));
    }

    [Theory]
    [InlineData("period=2026", "network")]
    [InlineData("network=nulle-part&period=2026", "network")]
    [InlineData("network=essonne", "period")]
    [InlineData("network=essonne&period=hier", "period")]
    [InlineData("network=essonne&period=2026&site=91-EVRY", "site")]
    public async Task With_a_wrong_parameter_names_it(string query, string pointer)
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        using var response = await indicators.Http.GetAsync($"/api/indicators/v1/balance?{query}", Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Contains(pointer, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("handler", "*", "balance?network=essonne&period=2026")]
    [InlineData("quality", "91-EVRY", "balance?network=essonne&period=2026")]
    [InlineData("service", "*", "balance?network=essonne&period=2026")]
    [InlineData("handler", "*", "report-figures?network=essonne&period=2026&asOf=2026-12-31")]
    [InlineData("quality", "91-EVRY", "report-figures?network=essonne&period=2026&asOf=2026-12-31")]
    public async Task Outside_of_ones_role_or_sites_is_refused(string role, string site, string call)
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer([role], [site]);

        using var response = await indicators.Http.GetAsync($"/api/indicators/v1/{call}", Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
