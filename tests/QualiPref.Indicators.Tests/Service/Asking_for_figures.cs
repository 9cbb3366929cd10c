using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Indicators.Features.ShowingFigures;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Statistics.Figures;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Asking_for_figures(RealEngine engine) : IAsyncLifetime
{
    private const string Figures = "/api/indicators/v1/figures";

    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _indicators = await RunningIndicators.StartAsync(engine);

    public ValueTask DisposeAsync() => _indicators.DisposeAsync();

    [Fact]
    public async Task With_wrong_parameters_names_each_of_them()
    {
        using var response = await _indicators.Http.GetAsync(
            $"{Figures}?network=nulle-part&period=2026-13&indicator=x&by=channel,colour&compareTo=y&asOf=z&pageSize=0&cursor=!", Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(
            ["asOf", "by", "compareTo", "cursor", "indicator", "network", "pageSize", "period"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("period=2026", "network")]
    [InlineData("network=essonne&site=47-AGEN&period=2026", "site")]
    [InlineData("site=99-X&period=2026", "site")]
    [InlineData("network=essonne", "period")]
    [InlineData("network=essonne&period=2000", "period")]
    [InlineData("network=essonne&period=2026&period=2025", "period")]
    public async Task That_cannot_exist_names_the_parameter(string query, string parameter)
    {
        using var response = await _indicators.Http.GetAsync($"{Figures}?{query}", Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Contains(parameter, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }

    [Theory]
    [InlineData("quality", "*", "network=essonne", HttpStatusCode.OK)]
    [InlineData("quality", "91-EVRY", "site=91-EVRY", HttpStatusCode.OK)]
    [InlineData("quality", "91-EVRY", "network=essonne", HttpStatusCode.Forbidden)]
    [InlineData("quality", "91-EVRY", "site=47-AGEN", HttpStatusCode.Forbidden)]
    [InlineData("handler", "*", "network=essonne", HttpStatusCode.Forbidden)]
    public async Task Needs_the_role_and_every_site_shown(string role, string site, string query, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Figures}?{query}&period=2026");
        request.Headers.Authorization = RunningIndicators.Bearer([role], [site]);

        using var response = await _indicators.Http.SendAsync(request, Token);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Figures}?network=essonne&period=2026");
        using var client = new HttpClient { BaseAddress = _indicators.Http.BaseAddress };

        using var response = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Of_a_network_shows_sites_and_total_whatever_the_page_size()
    {
        await _indicators.PublishAsync(Given.Recorded(Given.Answer()));
        await _indicators.PublishAsync(Given.Recorded(Given.Answer("peu-satisfait"), Given.Answer("peu-satisfait")) with { Site = "91-ETAMPES" });
        await _indicators.SettledAsync();

        var byThree = await _indicators.FiguresAsync("network=essonne&period=2026&by=channel&pageSize=3");
        var atOnce = await _indicators.FiguresAsync("network=essonne&period=2026&by=channel&pageSize=200");

        Assert.Equal(atOnce.Select(figure => figure.GetRawText()), byThree.Select(figure => figure.GetRawText()));
        var total = Assert.Single(atOnce, figure => figure.GetProperty("indicator").GetString() == "satisfaction.global"
            && figure.GetProperty("site").ValueKind == JsonValueKind.Null && !figure.TryGetProperty("breakdown", out _));
        Assert.Equal(1 / 3d, total.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task By_many_at_once_computes_them_once()
    {
        var recent = _indicators.Service<RecentFigures>();
        var set = new FigureSet("essonne", null, "2026", "2025", null, FigureDimensions.None, new DateOnly(2026, 7, 3));
        var computation = new TaskCompletionSource<ReportFigures>();
        var computed = 0;

        var asked = Enumerable.Range(0, 5).Select(_ => recent.GetAsync(set, new FigureStamp(7, "", _indicators.Service<LiveCatalogue>().Current), _ =>
        {
            Interlocked.Increment(ref computed);
            return computation.Task;
        })).ToList();
        computation.SetResult(new ReportFigures([], [], 0));
        await Task.WhenAll(asked);

        Assert.Equal(1, computed);
    }

    [Fact]
    public async Task Compares_with_the_year_before_unless_another_period_is_named()
    {
        await _indicators.PublishAsync(Given.Recorded(
            Given.Answer(), Given.Answer(date: "2025-03-01"), Given.Answer("peu-satisfait", "2025-03-02"), Given.Answer(date: "2024-12-01")));
        await _indicators.SettledAsync();

        var byDefault = await _indicators.FigureAsync("site=91-EVRY&period=2026&indicator=satisfaction.global");
        var named = await _indicators.FigureAsync("site=91-EVRY&period=2026&indicator=satisfaction.global&compareTo=2024");

        Assert.Equal(("2025", 0.5), Comparison(byDefault));
        Assert.Equal(("2024", 1), Comparison(named));

        static (string?, double) Comparison(JsonElement figure) => (
            figure.GetProperty("comparison").GetProperty("period").GetString(),
            figure.GetProperty("comparison").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Compares_over_the_days_since_the_source_was_first_heard()
    {
        var (first, before) = (Given.Case("2025-09-02"), Given.Case("2023-11-20"));
        await _indicators.PublishAsync(Given.Changed(Given.Case("2026-02-03"), first));
        await _indicators.SettledAsync();
        const string query = "site=91-EVRY&period=2026&indicator=complaints.received&asOf=2026-12-31";

        var opened = (await _indicators.FigureAsync(query)).GetProperty("comparison");

        Assert.Equal(("2025-09-02", "2025-12-31"), (opened.GetProperty("from").GetString(), opened.GetProperty("to").GetString()));
        Assert.Equal((365, 121, 1), (opened.GetProperty("days").GetInt32(), opened.GetProperty("previousDays").GetInt32(), opened.GetProperty("n").GetInt32()));

        // What the source tells of a month before both years says that it was there all the time, whatever became of the case.
        _indicators.Sources.Hold(before);
        await _indicators.PublishAsync(_indicators.Sources.Row("complaints", "2023-11-20"));

        var heard = await Eventually.ReadsAsync("the source was heard before", _ => _indicators.FigureAsync(query),
            figure => figure.GetProperty("comparison").GetProperty("previousDays").GetInt32() != 121, TimeSpan.FromSeconds(20), Token);
        Assert.Equal(("2025-01-01", 365), (heard.GetProperty("comparison").GetProperty("from").GetString(), heard.GetProperty("comparison").GetProperty("previousDays").GetInt32()));
    }

    [Fact]
    public async Task Catalogue_and_definitions_are_public()
    {
        using var client = new HttpClient { BaseAddress = _indicators.Http.BaseAddress };

        var catalogue = await client.GetFromJsonAsync<JsonElement>("/api/indicators/v1/catalogue", Token);
        var definitions = await client.GetFromJsonAsync<JsonElement>("/api/indicators/v1/definitions", Token);

        var evry = catalogue.GetProperty("sites").EnumerateArray().Single(site => site.GetProperty("code").GetString() == "91-EVRY");
        Assert.Equal("Europe/Paris", evry.GetProperty("timeZone").GetString());
        Assert.Equal("prefecture", evry.GetProperty("kind").GetString());
        Assert.Contains("phone.lostCalls", definitions.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Is_described_in_the_openapi_document()
    {
        var document = await _indicators.Http.GetFromJsonAsync<JsonElement>("/api/indicators/v1/openapi.json", Token);

        Assert.Equal(
            ["/api/indicators/v1/audit", "/api/indicators/v1/audit/chain", "/api/indicators/v1/audit/head", "/api/indicators/v1/balance", "/api/indicators/v1/catalogue",
                "/api/indicators/v1/cuts/{from}/differences", "/api/indicators/v1/cuts/{id}", "/api/indicators/v1/cuts/{id}/parts/{digest}",
                "/api/indicators/v1/cuts/{id}/parts/{digest}/verify", "/api/indicators/v1/definitions", "/api/indicators/v1/figures",
                "/api/indicators/v1/figures/{figureId}/sources", "/api/indicators/v1/measurements/import", "/api/indicators/v1/measurements/{id}",
                "/api/indicators/v1/operations/{id}", "/api/indicators/v1/parked", "/api/indicators/v1/parked/messages/{id}/content",
                "/api/indicators/v1/parked/{place}/{id}/give-up", "/api/indicators/v1/parked/{place}/{id}/retry", "/api/indicators/v1/rebuild", "/api/indicators/v1/report-figures", "/api/indicators/v1/resend"],
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }
}
