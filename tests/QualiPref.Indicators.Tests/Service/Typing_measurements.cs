using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Typing_measurements(RealEngine engine) : IAsyncLifetime
{
    private const string Calls = "site=91-EVRY&period=2026&indicator=phone.lostCalls";

    private readonly string _path = $"/api/indicators/v1/measurements/{Guid.CreateVersion7()}";
    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static object March(int lost) =>
        new { indicator = "phone.lostCalls", site = "91-EVRY", month = "2026-03", numerator = lost, denominator = 1000, source = "standard" };

    public async ValueTask InitializeAsync() => _indicators = await RunningIndicators.StartAsync(engine);

    public ValueTask DisposeAsync() => _indicators.DisposeAsync();

    [Fact]
    public async Task Shows_them_in_the_figure()
    {
        using var response = await PutAsync(March(80));
        await _indicators.SettledAsync();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        var figure = await _indicators.FigureAsync(Calls);
        Assert.Equal(0.08, figure.GetProperty("value").GetDouble());
        Assert.Equal("met", figure.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Again_with_the_same_content_changes_nothing()
    {
        using var first = await PutAsync(March(80));
        using var second = await PutAsync(March(80));

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("\"1\"", second.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Correcting_one_is_noted_and_typing_it_in_is_not()
    {
        using var first = await PutAsync(March(80));
        using var again = await PutAsync(March(80));
        using var right = await PutAsync(March(90), "\"1\"");
        _indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);

        var noted = await _indicators.Http.GetFromJsonAsync<JsonElement>("/api/indicators/v1/audit?kind=correction", Token);

        var entry = Assert.Single(noted.GetProperty("items").EnumerateArray());
        Assert.Equal(("measurement.correct", "2", "91-EVRY"), (entry.GetProperty("act").GetString(), entry.GetProperty("details").GetProperty("version").GetString(), entry.GetProperty("sites")[0].GetString()));
        Assert.EndsWith(entry.GetProperty("on").GetProperty("ids")[0].GetString()!, _path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correcting_one_needs_its_etag_and_keeps_the_past()
    {
        using var first = await PutAsync(March(80));

        using var without = await PutAsync(March(90));
        using var stale = await PutAsync(March(90), "\"7\"");
        using var right = await PutAsync(March(90), "\"1\"");
        await _indicators.SettledAsync();

        Assert.Equal(HttpStatusCode.PreconditionRequired, without.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(90, (await _indicators.FigureAsync(Calls)).GetProperty("numerator").GetInt32());
        var fact = await _indicators.Database.Facts.Find(FilterDefinition<FactDocument>.Empty).SingleAsync(Token);
        Assert.Equal(80, Assert.Single(fact.Past!)["state"]["numerator"].ToInt32());
    }

    [Fact]
    public async Task As_a_percentage_alone_is_refused()
    {
        using var response = await PutAsync(new { indicator = "phone.lostCalls", site = "91-EVRY", month = "2026-03", percentage = 8, source = "standard" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(
            ["/denominator", "/numerator", "/percentage"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_another_indicator_or_site_or_month_or_share_above_one_is_refused()
    {
        using var response = await PutAsync(new
        {
            indicator = "complaints.received",
            site = "99-X",
            month = "2026-3",
            numerator = 2,
            denominator = 1,
            source = "standard",
        });

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(
            ["/indicator", "/month", "/numerator", "/site"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task From_a_file_answers_each_line_and_counts_a_repeated_import_once()
    {
        const string File = """
            indicator;site;month;numerator;denominator;source;comment
            phone.lostCalls;91-EVRY;2026-01;10;100;standard;
            phone.lostCalls;91-EVRY;2026-02;20;100;standard;"panne, le 3"
            phone.lostCalls;91-EVRY;2026-02;21;100;standard;
            phone.lostCalls;99-X;2026-02;20;100;standard;
            phone.lostCalls;91-EVRY;2026-03;8 %;;standard;
            """;

        var first = await ImportAsync(File);
        var second = await ImportAsync(File.Replace(";20;", ";30;", StringComparison.Ordinal));
        await _indicators.SettledAsync();

        Assert.Equal(["created", "created", "invalid", "invalid", "invalid"], Results(first));
        Assert.Equal(["unchanged", "updated", "invalid", "invalid", "invalid"], Results(second));
        Assert.Equal([2, 3, 4, 5, 6], first.Select(line => line.GetProperty("line").GetInt32()));
        var figure = await _indicators.FigureAsync(Calls);
        Assert.Equal(40, figure.GetProperty("numerator").GetInt32());
        Assert.Equal(200, figure.GetProperty("denominator").GetInt32());
    }

    [Theory]
    [InlineData("text/csv", "indicator,site\nx,y", HttpStatusCode.BadRequest)]
    [InlineData("text/csv", "", HttpStatusCode.BadRequest)]
    [InlineData("text/csv", "indicator,site,month,numerator,denominator,source,percentage\n", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    public async Task From_something_else_than_the_file_expected_is_refused(string type, string content, HttpStatusCode expected)
    {
        using var body = new StringContent(content, Encoding.UTF8, type);

        using var response = await _indicators.Http.PostAsync("/api/indicators/v1/measurements/import", body, Token);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task From_many_files_at_once_notes_each_correction_of_each_file_once()
    {
        const int Files = 8;
        string FileOf(int lost) => $"indicator;site;month;numerator;denominator;source;comment\nphone.lostCalls;91-EVRY;2026-01;{lost};100;standard;";
        await ImportAsync(FileOf(1));

        await Task.WhenAll(Enumerable.Range(2, Files).Select(lost => ImportAsync(FileOf(lost))));

        _indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);
        var noted = await _indicators.Http.GetFromJsonAsync<JsonElement>("/api/indicators/v1/audit?kind=correction&pageSize=100", Token);
        Assert.Equal(Files, noted.GetProperty("items").GetArrayLength());
    }

    private static IEnumerable<string?> Results(IEnumerable<JsonElement> lines) => lines.Select(line => line.GetProperty("result").GetString());

    private async Task<List<JsonElement>> ImportAsync(string file)
    {
        using var body = new StringContent(file, Encoding.UTF8, "text/csv");
        using var response = await _indicators.Http.PostAsync("/api/indicators/v1/measurements/import", body, Token);
        response.EnsureSuccessStatusCode();
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("items").EnumerateArray()];
    }

    private async Task<HttpResponseMessage> PutAsync(object body, string? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, _path) { Content = JsonContent.Create(body) };
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await _indicators.Http.SendAsync(request, Token);
    }
}
