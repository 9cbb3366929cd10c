using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Rebuilding(RealEngine engine)
{
    private const string Call = "/api/indicators/v1/rebuild?network=essonne&period=2026-03-05..2026-04-30";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recomputes_the_cells_of_the_period_from_their_facts()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        await indicators.PublishAsync(Given.Recorded(
            Given.Answer(date: "2026-03-04"), Given.Answer(date: "2026-03-05"), Given.Answer(date: "2026-04-30"), Given.Answer(date: "2026-05-01")));
        await indicators.SettledAsync();
        var before = await PassAsync(indicators, "2026-03-05");
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);

        using var response = await indicators.Http.PostAsync(Call, null, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var operation = await Eventually.ReadsAsync("the rebuild has succeeded",
            token => indicators.Http.GetFromJsonAsync<JsonElement>(response.Headers.Location, token),
            operation => operation.GetProperty("status").GetString() == "succeeded", cancellationToken: Token);
        Assert.Equal(1, operation.GetProperty("progress").GetDouble());
        Assert.Equal(2, operation.GetProperty("result").GetProperty("facts").GetInt64());
        await indicators.SettledAsync();
        Assert.Equal(before + 1, await PassAsync(indicators, "2026-03-05"));
        Assert.Equal(1, await PassAsync(indicators, "2026-03-04"));
        Assert.Equal(1, await PassAsync(indicators, "2026-05-01"));
    }

    [Fact]
    public async Task Is_noted_with_the_network_and_its_sites()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);
        using var response = await indicators.Http.PostAsync(Call, null, Token);

        var noted = await indicators.Http.GetFromJsonAsync<JsonElement>("/api/indicators/v1/audit?kind=operation", Token);

        var entry = Assert.Single(noted.GetProperty("items").EnumerateArray());
        Assert.Equal(("figures.rebuild", "essonne", 3), (entry.GetProperty("act").GetString(), entry.GetProperty("on").GetProperty("ids")[0].GetString(), entry.GetProperty("sites").GetArrayLength()));
        Assert.EndsWith(entry.GetProperty("details").GetProperty("operation").GetString()!, response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_for_administrators()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        using var response = await indicators.Http.PostAsync(Call, null, Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task That_nobody_asked_for_is_not_found()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);

        using var response = await indicators.Http.GetAsync($"/api/indicators/v1/operations/{Guid.NewGuid()}", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<long> PassAsync(RunningIndicators indicators, string date) => (await indicators.Service<Storage.CellStore>()
        .FindAsync(new Storage.SiteDay(Given.Site, Given.Day(date)), Token))!.Pass;
}
