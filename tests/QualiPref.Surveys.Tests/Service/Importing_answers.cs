using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Importing_answers(RealEngine engine) : IAsyncLifetime
{
    private static readonly string Yesterday = $"{SiteCalendar.Today.AddDays(-1):yyyy-MM-dd}";

    private SurveysHost _host = null!;
    private HttpClient _agent = null!, _agentOfAll = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _agent = _host.As("agent", SurveysHost.Site);
        _agentOfAll = _host.As("agent");
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        _agentOfAll.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Gives_each_line_a_result_and_a_bad_one_costs_its_neighbours_nothing()
    {
        var lines = await ImportAsync($"""
            id;site;date;global;attente;channel;commentaire
            1;91-EVRY;{Yesterday};satisfait;non-concerne;;"Deux mots; une virgule, et des accents éà"
            2;91-EVRY;{Yesterday};moyen;;;
            3;47-AGEN;{Yesterday};satisfait;;;
            4;91-EVRY;hier;satisfait;;;
            5;91-EVRY;{Yesterday};satisfait;;web;
            6;91-EVRY;2001-01-01;satisfait;;paper;
            1;91-EVRY;{Yesterday};satisfait;non-concerne;;"Deux mots; une virgule, et des accents éà"
            1;91-EVRY;{Yesterday};peu-satisfait;;;
            """);
        Assert.Equal(["2 accepted ", "3 invalid /global", "4 invalid /site", "5 invalid /date", "6 invalid /site", "7 setAside ", "8 duplicate ", "9 conflict "], lines.Select(Told));
        var answer = Assert.Single(await AnswersAsync("counted"));
        Assert.Equal((Yesterday, "paper", "Deux mots; une virgule, et des accents éà"), (answer.Text("date"), answer.Text("channel"), answer["answers"]!.Text("commentaire")));
    }

    [Fact]
    public async Task A_line_without_what_is_required_counts_where_it_says_that_it_is_partial()
    {
        var lines = await ImportAsync($"id,site,date,attente,outcome\n1,91-EVRY,{Yesterday},satisfait,partial\n2,91-EVRY,{Yesterday},satisfait,\n3,91-EVRY,{Yesterday},satisfait,begun\n");
        Assert.Equal(["2 accepted ", "3 invalid /global", "4 invalid /outcome /global"], lines.Select(Told));
        Assert.Equal("partial", Assert.Single(await AnswersAsync("counted")).Text("outcome"));
    }

    [Fact]
    public async Task Without_ids_a_key_makes_a_file_that_comes_again_count_once()
    {
        var file = $"site,date,global\n91-EVRY,{Yesterday},satisfait\n91-EVRY,{Yesterday},satisfait\n";
        using var without = await SendAsync(_agent, Encoding.UTF8.GetBytes(file));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);

        Assert.Equal(["2 accepted ", "3 accepted "], (await ImportAsync(file, "relève 3")).Select(Told));
        Assert.Equal(["2 duplicate ", "3 duplicate "], (await ImportAsync(file, "relève 3")).Select(Told));
        Assert.Equal(2, (await AnswersAsync("counted")).Count);
    }

    [Fact]
    public async Task A_file_that_comes_again_with_a_line_mended_counts_that_line_alone()
    {
        var first = await ImportAsync($"site,date,global,comment\n91-EVRY,{Yesterday},satisfait,\n91-EVRY,{Yesterday},moyen,\n91-EVRY,{Yesterday},satisfait,\n91-EVRY,{Yesterday},satisfait,\"Merci,\n à tous\"\n", "relève 3");
        Assert.Equal(["2 accepted ", "3 invalid /global", "4 accepted ", "6 accepted "], first.Select(Told));

        // In another order, with other separators and ends of lines, and one more that says what two say already.
        var again = await ImportAsync($"comment;site;date;global\r\n\"Merci,\r\n à tous\";91-EVRY;{Yesterday};satisfait\r\n;91-EVRY;{Yesterday};satisfait\r\n;91-EVRY;{Yesterday};satisfait\r\n;91-EVRY;{Yesterday};peu-satisfait\r\n;91-EVRY;{Yesterday};satisfait\r\n", "relève 3");
        Assert.Equal(["duplicate", "duplicate", "duplicate", "accepted", "accepted"], again.Select(line => line.Text("result")));
        Assert.Equal(5, (await AnswersAsync("counted")).Count);
    }

    [Fact]
    public async Task Equal_lines_of_another_file_or_of_another_site_are_other_answers()
    {
        var file = $"site,date,global\n91-EVRY,{Yesterday},satisfait\n";
        using var elsewhere = _host.As("agent", "91-ETAMPES");
        Assert.Equal(["2 accepted "], (await ImportAsync(file, "matin")).Select(Told));
        Assert.Equal(["2 accepted "], (await ImportAsync(file, "après-midi")).Select(Told));
        Assert.Equal(["2 accepted "], (await ImportAsync(file.Replace("91-EVRY", "91-ETAMPES", StringComparison.Ordinal), "matin", elsewhere)).Select(Told));
        Assert.Equal(["2 accepted "], (await ImportAsync($"id,{file.Replace("\n91-EVRY", "\nfiche-1,91-EVRY", StringComparison.Ordinal)}")).Select(Told));
        Assert.Equal(["2 accepted "], (await ImportAsync($"id,{file.Replace("\n91-EVRY", "\nfiche-1,91-ETAMPES", StringComparison.Ordinal)}", by: elsewhere)).Select(Told));
        // Whoever imports it.
        using var quality = _host.As("quality");
        Assert.Equal(["2 duplicate "], (await ImportAsync(file, "matin", quality)).Select(Told));
        Assert.Equal(3, (await AnswersAsync("counted")).Count);
    }

    [Fact]
    public async Task Whoever_imports_is_in_the_audit_log_with_how_much()
    {
        await ImportAsync($"id,site,date,global\n1,91-EVRY,{Yesterday},satisfait\n2,91-EVRY,{Yesterday},moyen\n3,91-ETAMPES,{Yesterday},satisfait\n", by: _agentOfAll);
        await ImportAsync($"id,site,date,global\n9,91-EVRY,hier,satisfait\n");
        using var admin = _host.As("admin");
        var entry = Assert.Single((await admin.GetJsonAsync("audit?kind=decision"))["items"]!.AsArray())!;
        Assert.Equal(("response.import", "3", "2", "accueil-general"), (entry.Text("act"), entry["details"]!.Text("lines"), entry["details"]!.Text("answers"), entry["details"]!.Text("questionnaire")));
        Assert.Equal(["91-ETAMPES", "91-EVRY"], entry["sites"]!.AsArray().Select(site => $"{site}").Order(StringComparer.Ordinal));
        Assert.Empty(entry["on"]!["ids"]!.AsArray());
    }

    [Fact]
    public async Task Of_what_was_collected_on_the_web_elsewhere_is_for_the_quality_officer()
    {
        using var quality = _host.As("quality", SurveysHost.Site);
        var file = $"id,site,date,global,channel\n{Guid.NewGuid()},91-EVRY,{Yesterday},satisfait,web\n{Guid.NewGuid()},91-EVRY,{Yesterday},satisfait,kiosk\n";
        Assert.Equal(["2 accepted ", "3 invalid /site"], (await ImportAsync(file, key: null, quality)).Select(Told));
        Assert.Equal("web", Assert.Single(await AnswersAsync("counted")).Text("channel"));
    }

    [Theory]
    [InlineData("site,date,globale\n", "Colonnes inconnues : globale.")]
    [InlineData("site,global\n", "Colonnes manquantes : date.")]
    [InlineData("", "Le fichier est vide.")]
    public async Task Refuses_a_file_with_other_columns_as_a_whole_and_names_them(string file, string detail)
    {
        using var reply = await SendAsync(_agent, Encoding.UTF8.GetBytes(file));
        Assert.Equal((HttpStatusCode.BadRequest, detail), (reply.StatusCode, (await reply.ReadAsync()).Text("detail")));
    }

    [Fact]
    public async Task Refuses_letters_that_are_not_UTF_8_instead_of_changing_them()
    {
        using var reply = await SendAsync(_agent, Encoding.Latin1.GetBytes($"id,site,date,global,comment\n1,91-EVRY,{Yesterday},satisfait,Très bien\n"));
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("CSV UTF-8", (await reply.ReadAsync()).Text("detail"), StringComparison.Ordinal);
        Assert.Empty(await AnswersAsync("counted"));
    }

    private static string Told(JsonNode line) =>
        $"{line.Number("line")} {line.Text("result")} {string.Join(' ', line["errors"]!.AsArray().Select(error => error!.Text("pointer")))}";

    private async Task<IReadOnlyList<JsonNode>> ImportAsync(string file, string? key = null, HttpClient? by = null)
    {
        using var reply = await SendAsync(by ?? _agent, Encoding.UTF8.GetBytes(file), key);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return [.. (await reply.ReadAsync())["items"]!.AsArray().Select(line => line!)];
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient by, byte[] file, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "responses/import?questionnaire=accueil-general") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", Uri.EscapeDataString(key));
        return await by.SendAsync(request, Token);
    }

    private async Task<IReadOnlyList<JsonNode>> AnswersAsync(string status)
    {
        using var quality = _host.As("quality");
        return [.. (await quality.GetJsonAsync($"responses?site={SurveysHost.Site}&status={status}"))["items"]!.AsArray().Select(one => one!)];
    }
}
