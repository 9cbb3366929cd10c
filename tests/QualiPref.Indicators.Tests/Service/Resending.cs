using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Resending(RealEngine engine)
{
    private const string Call = "/api/indicators/v1/resend?network=essonne&period=2026-03-05..2026-04-30";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_each_source_for_the_days_of_the_period_that_it_told_of_although_they_agree()
    {
        await using var indicators = await StartAsync();
        await TellAsync(indicators, "surveys", "2026-03-04", "2026-03-05", "2026-04-30", "2026-05-01");
        await TellAsync(indicators, "complaints", "2026-03-09");

        var operation = await SucceededAsync(indicators, Call);

        Assert.Equal(3, operation.GetProperty("result").GetProperty("siteDays").GetInt64());
        var asked = indicators.Sources.Requests.SelectMany(request => request.SiteDays.Select(day => (request.Source, day.Site, Date: $"{day.Date:yyyy-MM-dd}", request.Overrules)));
        Assert.Equal(
            [("complaints", Given.Site, "2026-03-09", false), ("surveys", Given.Site, "2026-03-05", false), ("surveys", Given.Site, "2026-04-30", false)], asked.Order());
    }

    [Fact]
    public async Task Says_whether_what_comes_overrules_what_is_held()
    {
        await using var indicators = await StartAsync();
        await TellAsync(indicators, "surveys", "2026-03-05");

        await SucceededAsync(indicators, $"{Call}&overrules=true");

        Assert.True(Assert.Single(indicators.Sources.Requests).Overrules);
    }

    [Fact]
    public async Task Of_what_was_never_told_asks_for_nothing_and_ends()
    {
        await using var indicators = await StartAsync();

        var operation = await SucceededAsync(indicators, Call);

        Assert.Equal(0, operation.GetProperty("result").GetProperty("siteDays").GetInt64());
        Assert.Empty(indicators.Sources.Requests);
    }

    [Fact]
    public async Task Is_for_administrators_and_names_what_it_does_not_understand()
    {
        await using var indicators = await StartAsync();
        using (var faulty = await indicators.Http.PostAsync($"{Call}&overrules=perhaps", null, Token))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
            Assert.Contains("overrules", await faulty.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["quality"], ["*"]);

        using var refused = await indicators.Http.PostAsync(Call, null, Token);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private async Task<RunningIndicators> StartAsync()
    {
        var indicators = await RunningIndicators.StartForCutsAsync(engine);
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);
        return indicators;
    }

    // Rows of nothing: they agree as soon as they are compared.
    private static async Task TellAsync(RunningIndicators indicators, string source, params string[] dates)
    {
        foreach (var date in dates) await indicators.PublishAsync(indicators.Sources.Row(source, date));
    }

    private static async Task<JsonElement> SucceededAsync(RunningIndicators indicators, string call)
    {
        using var response = await indicators.Http.PostAsync(call, null, Token);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await Eventually.ReadsAsync("all was asked for",
            token => indicators.Http.GetFromJsonAsync<JsonElement>(response.Headers.Location, token),
            operation => operation.GetProperty("status").GetString() == "succeeded", cancellationToken: Token);
    }
}
