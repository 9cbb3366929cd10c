using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Running_waves(RealEngine engine) : IAsyncLifetime
{
    private const string Code = "printemps";

    private readonly ShiftedTime _time = new();
    private SurveysHost _host = null!;
    private HttpClient _quality = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The day of the site by the host's clock.
    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).DateTime);

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine, _time);
        _quality = _host.As("quality");
        _time.Set(DateOnly.FromDateTime(DateTime.UtcNow));
        await _quality.PublishAsync(Drafts.Content());
        _time.Advance(TimeSpan.FromMinutes(1));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task While_one_runs_its_sites_ask_its_questionnaire_and_their_answers_keep_it()
    {
        Assert.Equal(("accueil-general", null), await AskedAsync(SurveysHost.Site));
        Assert.Equal(HttpStatusCode.Created, (await WriteAsync(Wave(Today, Today.AddDays(9)))).StatusCode);

        Assert.Equal((Drafts.Code, Code), await AskedAsync(SurveysHost.Site));
        Assert.Equal(("accueil-general", null), await AskedAsync("91-ETAMPES"));
        var (ofWave, ofNone, elsewhere) = (await AnswerAsync(SurveysHost.Site, Drafts.Code), await AnswerAsync(SurveysHost.Site, "accueil-general"), await AnswerAsync("91-ETAMPES", Drafts.Code));
        Assert.Equal((Code, null, null), (await WaveOfAsync(ofWave), await WaveOfAsync(ofNone), await WaveOfAsync(elsewhere)));

        _time.Advance(TimeSpan.FromDays(10));
        Assert.Equal(("accueil-general", null), await AskedAsync(SurveysHost.Site));
    }

    [Fact]
    public async Task It_is_changed_until_it_begins_and_only_ended_after_that()
    {
        var wave = Wave(Today.AddDays(1), Today.AddDays(9));
        Assert.Equal(HttpStatusCode.Created, (await WriteAsync(wave)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(wave)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await WriteAsync(wave.With("target", 400))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(wave.With("target", 400), 1)).StatusCode);

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("QP-SURVEYS-052", await CodeAsync(await WriteAsync(wave.With("target", 500), 2)));
        var today = Today;
        var answer = await AnswerAsync(SurveysHost.Site, Drafts.Code);
        using var ended = await _quality.SendIfAsync(HttpMethod.Post, $"waves/{Code}/end", new JsonObject { ["reason"] = "Travaux" }, 2);
        var read = await ended.ReadAsync();

        Assert.Equal(("ended", Iso(today), $"{Iso(today)}..{Iso(today)}", 400), (read.Text("status"), read.Text("endedOn"), read.Text("period"), read.Number("target")));
        Assert.Equal(Code, await WaveOfAsync(answer));
        Assert.Equal(("accueil-general", null), await AskedAsync(SurveysHost.Site));
        Assert.Equal("QP-SURVEYS-054", await CodeAsync(await _quality.SendIfAsync(HttpMethod.Post, $"waves/{Code}/end", new JsonObject { ["reason"] = "Encore" }, 3)));
    }

    [Fact]
    public async Task Two_at_one_site_on_one_day_are_refused_and_one_after_the_other_is_not()
    {
        await WriteAsync(Wave(Today, Today.AddDays(5)));

        var refused = await WriteAsync(Wave(Today.AddDays(5), Today.AddDays(9)), code: "suite");

        Assert.Equal(("QP-SURVEYS-053", "Vague « printemps »."), ((await refused.ReadAsync()).Text("code"), (await refused.ReadAsync()).Text("detail")));
        Assert.Equal(HttpStatusCode.Created, (await WriteAsync(Wave(Today.AddDays(6), Today.AddDays(9)), code: "suite")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await WriteAsync(Wave(Today, Today.AddDays(5), "91-ETAMPES"), code: "ailleurs")).StatusCode);
        Assert.Equal(["ailleurs", "printemps", "suite"], (await _quality.GetJsonAsync("waves"))["items"]!.AsArray().Select(wave => wave!.Text("code")));
        using var ofOne = _host.As("quality", "91-ETAMPES");
        Assert.Equal(["ailleurs"], (await ofOne.GetJsonAsync("waves"))["items"]!.AsArray().Select(wave => wave!.Text("code")));
    }

    [Theory]
    [InlineData("sites", """["91-EVRY", "99-NULLE-PART"]""", "/sites")]
    [InlineData("sites", "[]", "/sites")]
    [InlineData("version", "7", "/version")]
    [InlineData("method", "\"guess\"", "/method")]
    [InlineData("last", "\"2020-01-01\"", "/last")]
    [InlineData("first", "\"2020-01-01\"", "/last")]
    [InlineData("target", "0", "/target")]
    [InlineData("more", "1", "/more")]
    public async Task A_wrong_one_is_refused_with_the_field(string field, string value, string pointer)
    {
        var reply = await WriteAsync(Wave(Today, Today.AddDays(5)).With(field, JsonNode.Parse(value)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Equal([pointer], (await reply.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")));
    }

    [Fact]
    public async Task It_does_not_begin_before_it_is_declared() =>
        Assert.Equal(["/first"], (await (await WriteAsync(Wave(Today.AddDays(-1), Today.AddDays(5)))).ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")));

    [Fact]
    public async Task Only_who_answers_for_all_its_sites_declares_it()
    {
        using var ofOne = _host.As("quality", SurveysHost.Site);
        var both = Wave(Today, Today.AddDays(5)).With("sites", new JsonArray(SurveysHost.Site, "91-PALAISEAU"));

        Assert.Equal(HttpStatusCode.Forbidden, (await ofOne.PutAsJsonAsync($"waves/{Code}", both, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await _quality.PutAsJsonAsync($"waves/{Code}", both, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ofOne.SendIfAsync(HttpMethod.Post, $"waves/{Code}/end", new JsonObject { ["reason"] = "x" }, 1)).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_could_not_be_read_gets_its_wave_when_it_is_accepted()
    {
        using var agent = _host.As("agent");
        var id = Guid.CreateVersion7();
        await agent.PostBatchAsync([Requests.Answer(
            ("id", id.ToString()), ("channel", "paper"), ("questionnaire", Drafts.Code), ("version", 2), ("answers", new JsonObject { ["visages"] = "bien" }),
            ("answeredAt", _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)))]);
        Assert.Null(await WaveOfAsync(id));

        Assert.Equal(2, await _quality.PublishAsync(Drafts.Content().With("title", Drafts.Texts("Autre titre"))));
        await WriteAsync(Wave(Today, Today.AddDays(5)).With("version", 2));
        Assert.Equal(HttpStatusCode.OK, (await _quality.DecideAsync(id, "accept", 1)).StatusCode);

        Assert.Equal(Code, await WaveOfAsync(id));
    }

    [Fact]
    public async Task What_a_site_asks_is_cacheable()
    {
        using var first = await _host.Http.GetAsync(new Uri($"sites/{SurveysHost.Site}/questionnaire", UriKind.Relative), Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"sites/{SurveysHost.Site}/questionnaire");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await _host.Http.SendAsync(request, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.GetAsync(new Uri("sites/99-NULLE-PART/questionnaire", UriKind.Relative), Token)).StatusCode);
    }

    private static JsonObject Wave(DateOnly first, DateOnly last, string site = SurveysHost.Site) => new()
    {
        ["title"] = "Vague de printemps",
        ["questionnaire"] = Drafts.Code,
        ["version"] = 1,
        ["sites"] = new JsonArray(site),
        ["first"] = Iso(first),
        ["last"] = Iso(last),
        ["method"] = "volunteer",
    };

    private Task<HttpResponseMessage> WriteAsync(JsonObject wave, long? revision = null, string code = Code) => _quality.SendIfAsync(HttpMethod.Put, $"waves/{code}", wave, revision);

    private async Task<(string?, string?)> AskedAsync(string site)
    {
        var asked = await _host.Http.GetJsonAsync($"sites/{site}/questionnaire");
        return (asked.Text("questionnaire"), asked.Text("wave"));
    }

    private async Task<Guid> AnswerAsync(string site, string questionnaire)
    {
        var id = Guid.CreateVersion7();
        var answers = new JsonObject { [questionnaire == Drafts.Code ? "visages" : "global"] = questionnaire == Drafts.Code ? "bien" : "satisfait" };
        var reply = await _host.Http.PutAnswerAsync(id, Requests.Answer(("site", site), ("questionnaire", questionnaire), ("answers", answers)));
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        return id;
    }

    private async Task<string?> WaveOfAsync(Guid id) => (await _host.Storage.Responses.Find(response => response.Id == id).SingleAsync(Token)).Wave;

    private static async Task<string?> CodeAsync(HttpResponseMessage reply) => (await reply.ReadAsync()).Text("code");

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
