using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Sharing;

public sealed class Keeping_drafts(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;
    private HttpClient _first = null!, _second = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningComplaints.StartAsync(engine);
        (_first, _second) = (_service.Person("Agent 1"), _service.Person("Agent 2"));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_has_their_own_and_reads_that_of_nobody_else()
    {
        var known = await _first.FiledAsync();
        await KeepAsync(_first, known, "answer", ("subject", "Votre attente"), ("body", "Bonjour,\n\n$set et {{ rien }} restent du texte."));
        await KeepAsync(_second, known, "answer", ("body", "Autre chose"));
        await KeepAsync(_first, known, "hold", ("text", "Il nous faut"));

        Assert.Equal("answer: subject=Votre attente, body=Bonjour,\n\n$set et {{ rien }} restent du texte. | hold: text=Il nous faut", await DraftsAsync(_first, known));
        Assert.Equal("answer: body=Autre chose", await DraftsAsync(_second, known));
        Assert.Equal("", await DraftsAsync(_service.Handler, known));
    }

    [Fact]
    public async Task What_is_typed_later_takes_the_place_and_what_is_emptied_is_gone()
    {
        var known = await _first.FiledAsync();
        await KeepAsync(_first, known, "answer", ("body", "Un"));
        await KeepAsync(_first, known, "answer", ("body", "Un deux"));
        Assert.Equal("answer: body=Un deux", await DraftsAsync(_first, known));
        await KeepAsync(_first, known, "answer", ("body", ""));
        Assert.Equal("", await DraftsAsync(_first, known));
    }

    [Fact]
    public async Task It_moves_nothing_of_the_case()
    {
        var known = await _first.FiledAsync();
        await KeepAsync(_first, known, "answer", ("body", "Un"));
        Assert.Equal(known.ETag, (await _first.KnownAsync(known.Id)).ETag);
        // Not even where the case is somebody else's by now.
        known = await _second.DoAsync(known, "assign", new { assignee = Guid.NewGuid() });
        Assert.Equal("answer: body=Un", await DraftsAsync(_first, known));
    }

    [Fact]
    public async Task The_step_takes_its_draft_away_and_no_other()
    {
        var known = await _first.FiledAsync();
        await KeepAsync(_first, known, "assign", ("assignee", "x"));
        await KeepAsync(_first, known, "answer", ("body", "Un"));
        await KeepAsync(_second, known, "assign", ("assignee", "y"));
        await _first.DoAsync(known, "assign", new { assignee = Guid.NewGuid() });
        Assert.Equal("answer: body=Un", await DraftsAsync(_first, known));
        Assert.Equal("assign: assignee=y", await DraftsAsync(_second, known));
    }

    [Fact]
    public async Task A_letter_of_its_own_takes_its_draft_away_and_no_other()
    {
        var known = await _first.FiledAsync();
        await KeepAsync(_first, known, "letter", ("LetterBody", "Une précision"));
        await KeepAsync(_first, known, "answer", ("body", "Un"));
        await KeepAsync(_second, known, "letter", ("LetterBody", "Une autre"));
        await (await _first.TryAsync(known.Id, null, "letter", new { subject = "Précision", body = "Une précision" })).ReadAsync(HttpStatusCode.OK);
        Assert.Equal("answer: body=Un", await DraftsAsync(_first, known));
        Assert.Equal("letter: LetterBody=Une autre", await DraftsAsync(_second, known));
    }

    [Fact]
    public async Task A_step_that_is_refused_leaves_the_draft()
    {
        var known = await _first.FiledAsync();
        await KeepAsync(_first, known, "answer", ("body", "Un"));
        await _second.DoAsync(known, "assign", new { assignee = Guid.NewGuid() });
        using var refused = await _first.TryAsync(known, "answer", new { subject = "Votre attente", body = "Un" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal("answer: body=Un", await DraftsAsync(_first, known));
    }

    [Fact]
    public async Task Windows_of_one_person_that_keep_at_once_leave_one()
    {
        var known = await _first.FiledAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => KeepAsync(_first, known, "answer", ("body", $"Fenêtre {number}"))));
        Assert.StartsWith("answer: body=Fenêtre ", await DraftsAsync(_first, known), StringComparison.Ordinal);
        Assert.DoesNotContain("|", await DraftsAsync(_first, known), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_keeps_only_so_many()
    {
        var known = await _first.FiledAsync();
        var id = Guid.Parse(known.Id);
        var others = Enumerable.Range(0, Draft.MostOfACase - 1).Select(number => new Draft { By = $"Agent {100 + number}", Step = "answer", Fields = [new("body", "x")], At = _service.Time.GetUtcNow().UtcDateTime });
        await _service.Storage.Cases.UpdateOneAsync(
            one => one.Id == id, Builders<Complaints.Storage.CaseDocument>.Update.Set(one => one.Drafts, [.. others]), cancellationToken: TestContext.Current.CancellationToken);
        await KeepAsync(_first, known, "answer", ("body", "Un"));
        await KeepAsync(_first, known, "answer", ("body", "Un deux"));
        using var refused = await TryAsync(_second, known, "answer", ("body", "Deux"));
        Assert.Equal("QP-COMPLAINTS-019", (await refused.ReadAsync(HttpStatusCode.Conflict)).Text("code"));
    }

    [Theory]
    [InlineData("answer", "body", 24_001, 422)]
    [InlineData("voler", "body", 1, 404)]
    public async Task What_no_form_could_have_sent_is_refused(string step, string field, int length, int status)
    {
        var known = await _first.FiledAsync();
        using var refused = await TryAsync(_first, known, step, (field, new string('x', length)));
        Assert.Equal(status, (int)refused.StatusCode);
        Assert.Equal("", await DraftsAsync(_first, known));
    }

    [Fact]
    public async Task A_field_has_one_text_whatever_its_name_is()
    {
        var known = await _first.FiledAsync();
        await KeepAsync(_first, known, "answer", ("$set.a", "Un"));
        using var refused = await TryAsync(_first, known, "answer", ("body", "Deux"), ("body", "Trois"));
        Assert.Equal("/fields/1/name", (await refused.ReadAsync(HttpStatusCode.UnprocessableEntity)).List("errors")[0]!.Text("pointer"));
        Assert.Equal("answer: $set.a=Un", await DraftsAsync(_first, known));
    }

    [Fact]
    public async Task A_letter_with_a_blank_of_its_model_is_not_written()
    {
        var known = await _first.FiledAsync();
        using var refused = await _first.TryAsync(known.Id, null, "letter", new { subject = "Précision", body = "Bonjour [à compléter : motif]" });
        Assert.Equal("/body", (await refused.ReadAsync(HttpStatusCode.UnprocessableEntity)).List("errors")[0]!.Text("pointer"));
    }

    private static async Task KeepAsync(HttpClient who, Known known, string step, params (string Name, string Text)[] fields)
    {
        using var kept = await TryAsync(who, known, step, fields);
        await kept.ReadAsync(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> TryAsync(HttpClient who, Known known, string step, params (string Name, string Text)[] fields) => who.PutAsJsonAsync(
        $"complaints/{known.Id}/drafts/{step}", new { fields = fields.Select(one => new { name = one.Name, text = one.Text }) }, TestContext.Current.CancellationToken);

    private static async Task<string> DraftsAsync(HttpClient who, Known known)
    {
        var drafts = await who.GetJsonAsync($"complaints/{known.Id}/drafts");
        return string.Join(" | ", drafts.List("items").Select(draft => $"{draft!.Text("step")}: {string.Join(", ", draft!.List("fields").Select(Field))}"));
    }

    private static string Field(JsonNode? field) => $"{field!.Text("name")}={field!.Text("text")}";
}
