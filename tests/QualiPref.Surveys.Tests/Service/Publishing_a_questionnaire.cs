using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Publishing_a_questionnaire(RealEngine engine) : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private SurveysHost _host = null!;
    private HttpClient _quality = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine, _time);
        _quality = _host.As("quality");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_draft_is_kept_changed_by_its_etag_and_checked()
    {
        var id = await _quality.DraftAsync(Drafts.Content().With("title", new JsonObject { ["fr"] = "Accueil" }));

        var verdict = await _quality.GetJsonAsync($"questionnaire-drafts/{id}/check");
        Assert.Equal((false, 1), (verdict["publishable"]!.GetValue<bool>(), verdict.Number("nextVersion")));
        var fault = Assert.Single(verdict["faults"]!.AsArray())!;
        Assert.Equal(("/title/en", "« accueil-court » n'a pas de texte en « en »."), (fault.Text("pointer"), fault.Text("detail")));

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await _quality.SendIfAsync(HttpMethod.Put, $"questionnaire-drafts/{id}", Drafts.Content(), null)).StatusCode);
        var changed = await _quality.SendIfAsync(HttpMethod.Put, $"questionnaire-drafts/{id}", Drafts.Content(), 1);
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _quality.SendIfAsync(HttpMethod.Put, $"questionnaire-drafts/{id}", Drafts.Content(), 1)).StatusCode);
        Assert.True((await _quality.GetJsonAsync($"questionnaire-drafts/{id}/check"))["publishable"]!.GetValue<bool>());

        var read = (await _quality.GetJsonAsync($"questionnaire-drafts/{id}"))["questionnaire"]!;
        Assert.Equal("faces3", read["questions"]![0]!.Text("presentation"));
        var listed = Assert.Single((await _quality.GetJsonAsync("questionnaire-drafts"))["items"]!.AsArray())!;
        Assert.Equal((id, Drafts.Code, "Accueil (fr)", "\"2\"", null), (listed.Text("id"), listed.Text("code"), listed.Text("title"), listed.Text("etag"), listed["publishedAs"]));
    }

    [Fact]
    public async Task A_draft_with_a_fault_is_not_published_and_every_fault_is_named()
    {
        var content = Drafts.Content();
        content["questions"]![0]!["options"]![1]!.AsObject().Remove("counts");
        content["questions"]![2]!["maxChoices"] = 9;
        var id = await _quality.DraftAsync(content);

        var refused = await _quality.SendIfAsync(HttpMethod.Post, $"questionnaire-drafts/{id}/publish", null, 1);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await refused.ReadAsync();
        Assert.Equal("QP-SURVEYS-050", problem.Text("code"));
        Assert.Equal(["/questions/0/options/1/counts", "/questions/2/maxChoices"], problem["errors"]!.AsArray().Select(error => error!.Text("pointer")));
    }

    [Fact]
    public async Task A_published_version_is_the_same_bytes_for_ever_and_publishing_it_again_changes_nothing()
    {
        var id = await _quality.DraftAsync(Drafts.Content());
        var first = await _quality.SendIfAsync(HttpMethod.Post, $"questionnaire-drafts/{id}/publish", null, 1);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var bytes = await _host.Http.GetByteArrayAsync(new Uri($"questionnaires/{Drafts.Code}?version=1", UriKind.Relative), Token);

        var again = await _quality.SendIfAsync(HttpMethod.Post, $"questionnaire-drafts/{id}/publish", null, 1);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1, (await again.ReadAsync()).Number("version"));
        Assert.Equal(1, (await _quality.GetJsonAsync($"questionnaire-drafts/{id}")).Number("publishedAs"));

        // Changed and published again, it is the next version, and the first stays.
        var content = Drafts.Content().With("title", Drafts.Texts("Autre titre"));
        await _quality.SendIfAsync(HttpMethod.Put, $"questionnaire-drafts/{id}", content, 1);
        Assert.Equal(2, (await (await _quality.SendIfAsync(HttpMethod.Post, $"questionnaire-drafts/{id}/publish", null, 2)).ReadAsync()).Number("version"));
        Assert.Equal(bytes, await _host.Http.GetByteArrayAsync(new Uri($"questionnaires/{Drafts.Code}?version=1", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Five_who_publish_at_once_get_a_version_each_or_the_same_of_the_same_draft()
    {
        var ids = new List<string>();
        foreach (var title in (string[])["A", "B", "C"]) ids.Add(await _quality.DraftAsync(Drafts.Content().With("title", Drafts.Texts(title))));
        ids.AddRange([ids[0], ids[0]]);

        var published = await Task.WhenAll(ids.Select(async id => (await (await _quality.SendIfAsync(HttpMethod.Post, $"questionnaire-drafts/{id}/publish", null, 1)).ReadAsync()).Number("version")));

        Assert.Equal([1, 2, 3], published.Distinct().Order());
        Assert.Single(new[] { published[0], published[3], published[4] }.Distinct());
        Assert.Empty(_host.LeftOut);
    }

    [Fact]
    public async Task It_is_offered_half_a_minute_later_and_no_more_once_it_is_withdrawn()
    {
        var content = (await _host.Http.GetJsonAsync("questionnaires/accueil-general")).AsObject();
        content["title"] = new JsonObject { ["fr"] = "T", ["en"] = "T", ["es"] = "T", ["pt"] = "T", ["ar"] = "T" };
        Assert.Equal(2, await _quality.PublishAsync(content));

        Assert.Equal(1, (await _host.Http.GetJsonAsync("questionnaires/accueil-general")).Number("version"));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(2, (await _host.Http.GetJsonAsync("questionnaires/accueil-general")).Number("version"));
        Assert.Equal(2, (await _host.Http.GetJsonAsync($"sites/{SurveysHost.Site}/questionnaire")).Number("version"));

        using var withdrawn = await _quality.PostAsJsonAsync("questionnaires/accueil-general/versions/2/withdraw", new { reason = "Faute de frappe" }, Token);
        Assert.NotNull((await withdrawn.ReadAsync()).Text("withdrawnAt"));
        Assert.Equal(1, (await _host.Http.GetJsonAsync("questionnaires/accueil-general")).Number("version"));
        // Kiosks have it still.
        Assert.Equal(HttpStatusCode.Created, (await _host.Http.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer(("version", 2)))).StatusCode);
        using var ofFile = await _quality.PostAsJsonAsync("questionnaires/accueil-general/versions/1/withdraw", new { reason = "Essai" }, Token);
        Assert.Equal("QP-SURVEYS-051", (await ofFile.ReadAsync()).Text("code"));
    }

    [Fact]
    public async Task Everybody_may_list_the_versions()
    {
        await _quality.PublishAsync(Drafts.Content());

        var items = (await _host.Http.GetJsonAsync("questionnaires"))["items"]!.AsArray();

        Assert.Equal([("accueil-court", 1, false), ("accueil-general", 1, true)], items.Select(item => (item!.Text("code")!, item!.Number("version"), item!["offered"]!.GetValue<bool>())));
        Assert.NotNull(items[0]!.Text("publishedAt"));
        Assert.Null(items[1]!["publishedAt"]);
    }

    [Fact]
    public async Task A_changed_scale_needs_another_code()
    {
        await _quality.PublishAsync(Drafts.Content());
        var content = Drafts.Content();
        content["questions"]![0]!["options"]![0]!["texts"]!["fr"] = "Excellent";
        var id = await _quality.DraftAsync(content);

        var fault = Assert.Single((await _quality.GetJsonAsync($"questionnaire-drafts/{id}/check"))["faults"]!.AsArray())!;
        Assert.Contains("par exemple visages-2", fault.Text("detail"), StringComparison.Ordinal);

        content["questions"]![0]!["code"] = "visages-2";
        content["questions"]![0]!["follows"] = "visages";
        Assert.Equal(2, await _quality.PublishAsync(content));
    }

    [Theory]
    [InlineData("""{ "visages": "bien" }""", 201, "")]
    [InlineData("""{ "visages": "bien", "attente": "non", "raisons": ["delai", "locaux"], "remarque": "Trop long" }""", 201, "")]
    [InlineData("""{ "visages": "bien", "attente": "non" }""", 201, "")]
    [InlineData("""{ "visages": "bien", "raisons": ["delai"] }""", 422, "/answers/raisons")]
    [InlineData("""{ "visages": "bien", "attente": "oui", "raisons": ["delai"] }""", 422, "/answers/raisons")]
    [InlineData("""{ "visages": "bien", "attente": "non", "raisons": ["delai"], "remarque": "x" }""", 422, "/answers/remarque")]
    [InlineData("""{ "visages": "bien", "attente": "non", "raisons": ["accueil", "delai", "locaux"] }""", 422, "/answers/raisons")]
    [InlineData("""{ "visages": "4" }""", 422, "/answers/visages")]
    public async Task An_answer_is_held_against_its_kinds_of_questions(string answers, int status, string pointer)
    {
        await _quality.PublishAsync(Drafts.Content());

        var reply = await _host.Http.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer(("questionnaire", Drafts.Code), ("answers", JsonNode.Parse(answers))));

        Assert.Equal(status, (int)reply.StatusCode);
        if (pointer.Length > 0) Assert.Equal([pointer], (await reply.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")));
    }

    [Fact]
    public async Task Another_replica_has_it_in_force_when_it_looks_and_one_that_starts_at_once()
    {
        await using var beside = await _host.BesideAsync(engine);
        await _quality.PublishAsync(Drafts.Content());
        await using var later = await _host.BesideAsync(engine);

        Assert.Equal(HttpStatusCode.OK, (await later.Http.GetAsync(new Uri($"questionnaires/{Drafts.Code}?version=1", UriKind.Relative), Token)).StatusCode);
        await beside.LookAtPublishedAsync();
        Assert.Equal(HttpStatusCode.OK, (await beside.Http.GetAsync(new Uri($"questionnaires/{Drafts.Code}?version=1", UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task Who_published_and_withdrew_is_noted_and_no_word_of_the_texts()
    {
        var id = await _quality.DraftAsync(Drafts.Content());
        await _quality.SendIfAsync(HttpMethod.Put, $"questionnaire-drafts/{id}", Drafts.Content(), 1);
        await _quality.SendIfAsync(HttpMethod.Post, $"questionnaire-drafts/{id}/publish", null, 2);
        using var withdrawn = await _quality.PostAsJsonAsync($"questionnaires/{Drafts.Code}/versions/1/withdraw", new { reason = "Faute" }, Token);
        using var admin = _host.As("admin");

        var entries = (await admin.GetJsonAsync("audit?pageSize=200"))["items"]!.AsArray();

        Assert.Equal(["questionnaire.withdraw", "questionnaire.publish", "questionnaire.draft", "questionnaire.draft"],
            entries.Select(entry => entry!.Text("act")).Where(act => act!.StartsWith("questionnaire", StringComparison.Ordinal)));
        Assert.DoesNotContain("Faute", entries.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_questionnaire_is_refused_field_by_field()
    {
        var body = """{ "code": "x", "languages": ["fr", 4], "title": { "fr": 3 }, "introduction": {}, "questions": [{ "type": "stars", "options": [{ "counts": "maybe", "extra": 1 }] }], "more": true }""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await _quality.PostAsync(new Uri("questionnaire-drafts", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Equal(["/languages", "/more", "/questions/0/options/0/counts", "/questions/0/options/0/extra", "/questions/0/type", "/title/fr"],
            (await reply.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")!).Order(StringComparer.Ordinal));
    }
}
