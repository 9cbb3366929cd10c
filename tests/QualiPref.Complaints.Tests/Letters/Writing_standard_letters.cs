using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Letters;

public sealed class Writing_standard_letters(RealEngine engine) : IAsyncLifetime
{
    private const string Code = "attente-longue";

    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Adds_versions_that_an_answer_names()
    {
        Assert.Equal(HttpStatusCode.Created, (await PutAsync("Attente", null)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync("Attente", null)).StatusCode);
        var second = await PutAsync("Attente longue", "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (second.StatusCode, second.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutAsync("Trop tard", "\"1\"")).StatusCode);

        var listed = await ListedAsync(Code);
        Assert.Equal((2, "Attente longue", "draft"), (listed.Number("version"), listed.Text("label"), listed.Text("status")));
        Assert.Equal([2, 1], (await _service.Handler.GetJsonAsync($"letter-templates/{Code}")).List("items").Select(one => one!.Number("version")));
        var known = await _service.Handler.FiledAsync();
        known = await _service.Handler.DoAsync(known, "answer", new { subject = "R", body = "B", template = Code });
        Assert.Equal(2, Assert.Single(known.Body.List("letters"))!.Number("templateVersion"));
    }

    [Fact]
    public async Task Refuses_what_could_not_be_filled_in_at_its_place()
    {
        var refused = await PutAsync(Code, new
        {
            label = "Essai",
            subject = "{{ inconnu }}",
            body = "{% for a in b %}{% endfor %}",
            translations = new { en = new { subject = "Hello", body = "{{ reference" }, de = new { subject = "Hallo", body = "Text" } },
        }, null);
        Assert.Equal(["/body", "/subject", "/translations/de", "/translations/en/body"], (await refused.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync($"letter-templates/{Code}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task A_letter_has_its_subject_in_every_language(string? subject)
    {
        var refused = await PutAsync(Code, new { label = "Essai", subject, body = "Texte.", translations = new { en = new { subject, body = "Text." } } }, null);
        Assert.Equal(["/subject", "/translations/en/subject"], (await refused.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        var tooLong = new string('a', 201);
        Assert.Equal(["/subject"], (await (await PutAsync(Code, new { label = "Essai", subject = tooLong, body = "Texte." }, null)).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }

    [Theory]
    [InlineData("Objet", "Texte.", "/subject")]
    [InlineData(null, "Bonjour {{ nom }}.", "/body")]
    public async Task A_paragraph_has_no_subject_and_tells_nothing_of_the_person(string? subject, string body, string pointer)
    {
        var refused = await PutAsync("p-essai", new { label = "Essai", use = "paragraph", subject, body }, null);
        Assert.Equal([pointer], (await refused.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(HttpStatusCode.Created, (await PutAsync("p-essai", new { label = "Essai", use = "paragraph", body = "Dossier {{ reference }}." }, null)).StatusCode);
    }

    [Fact]
    public async Task The_committee_says_which_version_is_used()
    {
        await PutAsync("Un", null);
        await PutAsync("Deux", "\"1\"");
        Assert.Equal((2, "draft"), await OfferedAsync());

        Assert.Equal(HttpStatusCode.Conflict, (await DecideAsync(1, "validate", 0, new { committeeOn = "2026-06-30" })).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await DecideAsync(1, "submit", null)).StatusCode);
        var submitted = await DecideAsync(1, "submit", 0);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (submitted.StatusCode, submitted.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await DecideAsync(1, "validate", 0, new { committeeOn = "2026-06-30" })).StatusCode);
        Assert.Equal((2, "draft"), await OfferedAsync());
        var validated = await (await DecideAsync(1, "validate", 1, new { committeeOn = "2026-06-30", opinion = "Favorable." })).ReadAsync(HttpStatusCode.OK);
        Assert.Equal(("validated", 2), (validated.Text("status"), validated.Number("revision")));
        Assert.Equal(("2026-06-30", "Favorable."), (validated.List("decisions")[1]!.Text("committeeOn"), validated.List("decisions")[1]!.Text("note")));
        // The draft that is newer is not used any more, since there is one that was validated.
        Assert.Equal((1, "validated"), await OfferedAsync());

        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(1, "withdraw", 2, new { reason = "Adresse changée." })).StatusCode);
        Assert.Equal((2, "draft"), await OfferedAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await DecideAsync(1, "submit", 3)).StatusCode);
        await DecideAsync(2, "withdraw", 0, new { reason = "Plus utile." });
        Assert.Null(await OfferedAsync());
        var known = await _service.Handler.FiledAsync();
        Assert.Equal(HttpStatusCode.NotFound, await _service.Handler.StatusOfAsync($"complaints/{known.Id}/letter-preview?template={Code}"));
    }

    [Fact]
    public async Task An_opinion_has_its_day_and_a_withdrawal_its_reason()
    {
        await PutAsync("Un", null);
        await DecideAsync(1, "submit", 0);
        Assert.Equal(["/committeeOn"], (await (await DecideAsync(1, "validate", 1)).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(["/committeeOn"], (await (await DecideAsync(1, "validate", 1, new { committeeOn = "2100-01-01" })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(["/reason"], (await (await DecideAsync(1, "withdraw", 1)).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(HttpStatusCode.NotFound, (await DecideAsync(7, "submit", 0)).StatusCode);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_is_told_to_read_again()
    {
        await PutAsync("Un", null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DecideAsync(1, "submit", 0)));
        Assert.Single(answers, one => one.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(one => one.StatusCode != HttpStatusCode.OK), one => Assert.Equal(HttpStatusCode.PreconditionFailed, one.StatusCode));
        Assert.Single((await _service.Handler.GetJsonAsync($"letter-templates/{Code}")).List("items")[0]!.List("decisions"));
    }

    [Fact]
    public async Task A_version_of_before_there_was_a_status_is_a_draft_that_can_be_decided_on()
    {
        await PutAsync("Un", null);
        var stored = _service.Storage.Database.GetCollection<BsonDocument>("letterTemplates");
        var unset = new BsonDocument("$unset", new BsonDocument { ["status"] = 1, ["revision"] = 1, ["decisions"] = 1, ["use"] = 1, ["translations"] = 1 });
        await stored.UpdateOneAsync(new BsonDocument("code", Code), unset, cancellationToken: TestContext.Current.CancellationToken);
        var listed = await ListedAsync(Code);
        Assert.Equal(("draft", "answer", 0), (listed.Text("status"), listed.Text("use"), listed.Number("revision")));
        Assert.Equal((1, "draft"), await OfferedAsync());
        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(1, "submit", 0)).StatusCode);
    }

    [Fact]
    public async Task Is_for_handlers_and_the_committees_opinion_is_noted_by_the_quality_officer()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await _service.Public.StatusOfAsync("letter-templates"));
        Assert.Equal(HttpStatusCode.Forbidden, await _service.As("agent", "*").StatusOfAsync("letter-templates"));
        await PutAsync("Un", null);
        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(1, "submit", 0, by: "handler")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await DecideAsync(1, "validate", 1, new { committeeOn = "2026-06-30" }, "handler")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await DecideAsync(1, "withdraw", 1, new { reason = "Essai" }, "handler")).StatusCode);
    }

    private async Task<JsonNode> ListedAsync(string code) =>
        (await _service.Handler.GetJsonAsync("letter-templates")).List("items").Single(one => one!.Text("code") == code)!;

    private async Task<(int, string?)?> OfferedAsync() =>
        (await ListedAsync(Code))["offered"] is { } offered ? (offered.Number("version"), offered.Text("status")) : null;

    private Task<HttpResponseMessage> PutAsync(string label, string? tag) => PutAsync(Code, new { label, subject = "Votre attente", body = "Madame, Monsieur," }, tag);

    private Task<HttpResponseMessage> PutAsync(string code, object body, string? tag) =>
        SendAsync(_service.Handler, HttpMethod.Put, $"letter-templates/{code}", body, tag);

    private Task<HttpResponseMessage> DecideAsync(int version, string decision, int? revision, object? body = null, string by = "quality") =>
        SendAsync(_service.As(by, "*"), HttpMethod.Post, $"letter-templates/{Code}/versions/{version}/{decision}", body ?? new { }, revision is { } read ? $"\"{read}\"" : null);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string address, object body, string? tag)
    {
        var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
