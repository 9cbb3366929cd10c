using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>Slips and files of a questionnaire in which a question, required where it is asked, hangs on the answer to another one.</summary>
public sealed class Answering_a_published_questionnaire_on_paper(RealEngine engine) : IAsyncLifetime
{
    private static readonly string Yesterday = $"{SiteCalendar.Today.AddDays(-1):yyyy-MM-dd}";

    private readonly Guid _batch = Guid.CreateVersion7();
    private SurveysHost _host = null!;
    private HttpClient _agent = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _agent = _host.As("agent", SurveysHost.Site);
        using var quality = _host.As("quality");
        var content = Drafts.Content();
        content["questions"]![2]!["required"] = true;
        await quality.PublishAsync(content);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_slip_is_complete_without_what_is_not_asked_and_partial_without_what_is()
    {
        await BeginAsync();
        await KeyAsync("""{ "visages": "bien", "attente": "oui" }""");
        await KeyAsync("""{ "visages": "bien", "attente": "non", "raisons": ["delai", "locaux"], "remarque": "Trop long" }""");
        await KeyAsync("""{ "visages": "bien", "attente": "non" }""");
        Assert.Equal(["complete", "complete", "partial"], (await AnswersAsync()).Select(answer => answer.Text("outcome")).Order());

        var refused = await KeyAsync("""{ "visages": "bien", "attente": "oui", "raisons": ["delai"] }""");
        var fault = Assert.Single((await refused.ReadAsync())["errors"]!.AsArray())!;
        Assert.Equal(("/answers/raisons", "Cette question n'est pas posée après les réponses précédentes\u00A0: laissez-la sans réponse."), (fault.Text("pointer"), fault.Text("detail")));
    }

    [Fact]
    public async Task What_hung_on_an_answer_that_was_keyed_wrongly_goes_with_it()
    {
        await BeginAsync();
        await KeyAsync("""{ "visages": "bien", "attente": "non", "raisons": ["locaux"], "remarque": "Trop long" }""");
        await _agent.PostAsync(new Uri($"slip-batches/{_batch}/close", UriKind.Relative), null, Token);
        var check = await SendAsync(HttpMethod.Put, "checks/1", """{ "visages": "bien", "attente": "oui" }""");
        Assert.Equal([("attente", "non", "oui"), ("raisons", "locaux", null)],
            (await check.ReadAsync())["differences"]!.AsArray().Select(one => (one!.Text("question"), one!.Text("first"), one!.Text("second"))));

        // The slip says yes; what it says of the reasons besides is then no answer.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "checks/1/settle", """{ "attente": "oui", "raisons": "locaux" }""")).StatusCode);

        var counted = Assert.Single(await AnswersAsync(), answer => answer.Text("status") == "counted");
        Assert.Equal("""{"visages":"bien","attente":"oui"}""", counted["answers"]!.ToJsonString());
        Assert.Equal("complete", counted.Text("outcome"));
    }

    [Fact]
    public async Task A_batch_is_of_what_the_site_asks_today_or_of_the_version_that_it_names()
    {
        var asked = await BeginAsync(questionnaire: null, version: null, batch: Guid.CreateVersion7());
        Assert.Equal(("accueil-general", 1), (asked.Text("questionnaire"), asked.Number("questionnaireVersion")));
        // Just published, it is not offered yet; its slips are there all the same.
        using var newest = await _agent.PutAsJsonAsync($"slip-batches/{Guid.CreateVersion7()}", Begin(Drafts.Code, null), Token);
        Assert.Equal(HttpStatusCode.NotFound, newest.StatusCode);
        Assert.Equal((Drafts.Code, 1), ((await BeginAsync()).Text("questionnaire"), (await BeginAsync()).Number("questionnaireVersion")));
        using var other = await _agent.PutAsJsonAsync($"slip-batches/{_batch}", Begin("accueil-general", 1), Token);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        using var nameless = await _agent.PutAsJsonAsync($"slip-batches/{Guid.CreateVersion7()}", Begin(null, 1), Token);
        Assert.Equal("/version", (await nameless.ReadAsync())["errors"]![0]!.Text("pointer"));
    }

    [Fact]
    public async Task A_line_of_a_file_that_answers_what_is_not_asked_is_told()
    {
        using var file = new StringContent($"""
            id;site;date;visages;attente;raisons;remarque
            1;91-EVRY;{Yesterday};bien;non;delai|locaux;Trop long
            2;91-EVRY;{Yesterday};bien;oui;delai;
            3;91-EVRY;{Yesterday};bien;oui;;
            """, Encoding.UTF8, MediaTypeHeaderValue.Parse("text/csv"));
        using var reply = await _agent.PostAsync(new Uri($"responses/import?questionnaire={Drafts.Code}&version=1", UriKind.Relative), file, Token);
        var lines = (await reply.ReadAsync())["items"]!.AsArray();

        Assert.Equal(["accepted", "invalid", "accepted"], lines.Select(line => line!.Text("result")));
        Assert.Equal("/raisons", lines[1]!["errors"]![0]!.Text("pointer"));
        Assert.Equal(["delai", "locaux"], (await AnswersAsync()).Select(answer => answer["answers"]!["raisons"]).OfType<JsonArray>().Single().Select(option => option!.GetValue<string>()));
    }

    private static object Begin(string? questionnaire, int? version) => new { site = SurveysHost.Site, emptiedOn = Yesterday, questionnaire, version };

    private Task<JsonNode> BeginAsync() => BeginAsync(Drafts.Code, 1, _batch);

    private async Task<JsonNode> BeginAsync(string? questionnaire, int? version, Guid batch)
    {
        using var begun = await _agent.PutAsJsonAsync($"slip-batches/{batch}", Begin(questionnaire, version), Token);
        return await begun.EnsureSuccessStatusCode().ReadAsync();
    }

    private Task<HttpResponseMessage> KeyAsync(string answers) => SendAsync(HttpMethod.Put, $"slips/{Guid.CreateVersion7()}", answers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string answers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"slip-batches/{_batch}/{path}", UriKind.Relative)) { Content = JsonContent.Create(new JsonObject { ["answers"] = JsonNode.Parse(answers) }) };
        return await _agent.SendAsync(request, Token);
    }

    private async Task<IReadOnlyList<JsonNode>> AnswersAsync()
    {
        using var quality = _host.As("quality");
        return [.. (await quality.GetJsonAsync($"responses?site={SurveysHost.Site}"))["items"]!.AsArray().Select(one => one!)];
    }
}
