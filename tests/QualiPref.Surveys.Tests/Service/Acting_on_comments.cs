using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Acting_on_comments(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_act_is_kept_noted_and_changes_nothing_of_what_the_answer_counts_for()
    {
        var id = await _host.CommentAsync("Trop d'attente");
        await _host.Told.WaitAsync(id);
        using var quality = _host.As("quality");
        await quality.PutThemesAsync(0, "attente", "accueil");
        var suggestion = Guid.NewGuid();

        var acts = new (string Act, object? Body)[]
        {
            ("read", null), ("themes", new { themes = (string[])["attente"] }), ("reply", new { said = "On attend trop.", text = "Deux guichets de plus." }), ("quotable", new { quotable = true }),
            ("pass-on", new { @case = suggestion, reference = "91-EVRY-2026-000123" }), ("erase", new { reason = "Nomme un agent" }),
        };
        JsonNode last = new JsonObject();
        for (var i = 0; i < acts.Length; i++)
        {
            var done = await quality.ActAsync(id, acts[i].Act, i + 1, acts[i].Body);
            Assert.Equal((HttpStatusCode.OK, $"\"{i + 2}\""), (done.StatusCode, done.Headers.ETag?.Tag));
            last = await done.ReadAsync();
        }

        Assert.Equal(("erased", null, "Deux guichets de plus.", "91-EVRY-2026-000123", "Nomme un agent", "Usager 12"),
            (last.Text("state"), last.Text("comment"), last["reply"]!.Text("text"), last["passedOn"]!.Text("reference"), last["erased"]!.Text("reason"), last["erased"]!.Text("by")));
        Assert.False(last["quotable"]!.GetValue<bool>());
        var held = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(Token);
        Assert.Equal((1, null, "counted", null, null), (held.Version, held.PendingSince, held.Status, held.Comment, held.Texts));
        Assert.Single(_host.Told.States, state => state.ResponseId == id);
        using var admin = _host.As("admin");
        Assert.Equal(
            ["comment.erase", "comment.passOn", "comment.quote", "comment.reply", "comment.sort", "comment.markRead"],
            (await admin.GetJsonAsync($"audit?on={id}"))["items"]!.AsArray().Select(entry => entry!.Text("act")));
        // Whoever sends the answer again is still told that it is there.
        Assert.Equal(409, (int)(await quality.ActAsync(id, "reply", 7, new { said = "On attend.", text = "Encore" })).StatusCode);
        Assert.Equal("QP-SURVEYS-040", (await (await quality.ActAsync(id, "read", 7)).ReadAsync()).Text("code"));
    }

    [Fact]
    public async Task An_answer_that_is_decided_on_keeps_what_was_done_with_its_words_and_its_own_version()
    {
        var id = await _host.CommentAsync("Bien");
        using var quality = _host.As("quality");
        await quality.ActAsync(id, "reply", 1, new { said = "Bien", text = "Merci" });
        Assert.Equal(HttpStatusCode.OK, (await quality.DecideAsync(id, "void", 1)).StatusCode);
        var held = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(Token);
        Assert.Equal((2, 2, "Merci"), (held.Version, held.Note!.Version, held.Note.Reply!.Text));
    }

    [Fact]
    public async Task Passing_on_twice_keeps_the_first_reference_and_once_more_the_same_is_no_fault()
    {
        var id = await _host.CommentAsync("Ajoutez un banc");
        using var quality = _host.As("quality");
        var suggestion = Guid.NewGuid();
        object Body(Guid one) => new { @case = one, reference = $"R-{one:N}" };
        Assert.Equal("\"2\"", (await quality.ActAsync(id, "pass-on", 1, Body(suggestion))).Headers.ETag?.Tag);
        Assert.Equal((HttpStatusCode.OK, "\"2\""), await ToldAsync(quality.ActAsync(id, "pass-on", 1, Body(suggestion))));
        var other = await quality.ActAsync(id, "pass-on", 2, Body(Guid.NewGuid()));
        Assert.Equal((409, "QP-SURVEYS-041"), ((int)other.StatusCode, (await other.ReadAsync()).Text("code")));
    }

    [Fact]
    public async Task It_asks_for_the_version_read_and_says_what_is_wrong_with_the_rest()
    {
        var id = await _host.CommentAsync("Bien");
        using var quality = _host.As("quality");
        Assert.Equal(428, (int)(await quality.ActAsync(id, "read", null)).StatusCode);
        Assert.Equal(412, (int)(await quality.ActAsync(id, "read", 9)).StatusCode);
        Assert.Equal(422, (int)(await quality.ActAsync(id, "reply", 1, new { said = "Bien", text = " " })).StatusCode);
        Assert.Equal(422, (int)(await quality.ActAsync(id, "reply", 1, new { text = "Merci" })).StatusCode);
        Assert.Equal(422, (int)(await quality.ActAsync(id, "erase", 1, new { })).StatusCode);
        Assert.Equal(422, (int)(await quality.ActAsync(id, "themes", 1, new { themes = (string[])["inconnu"] })).StatusCode);
        Assert.Equal(422, (int)(await quality.ActAsync(id, "pass-on", 1, new { @case = "x", reference = "R" })).StatusCode);
        Assert.Equal(422, (int)(await quality.ActAsync(id, "quotable", 1, new { quotable = "oui" })).StatusCode);
        Assert.Equal(404, (int)(await quality.ActAsync(Guid.NewGuid(), "read", 1)).StatusCode);
        // Somebody who wrote nothing left no comment.
        var silent = Guid.CreateVersion7();
        await _host.Http.PutAnswerAsync(silent, Requests.Answer());
        Assert.Equal(404, (int)(await quality.ActAsync(silent, "read", 1)).StatusCode);
        Assert.Equal([200, 412], (await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => quality.ActAsync(id, "reply", 1, new { said = "Bien", text = "Merci" })))).Select(one => (int)one.StatusCode).Order());
    }

    [Fact]
    public async Task An_agent_of_the_site_says_that_it_was_read_and_nothing_else()
    {
        var id = await _host.CommentAsync("Bien");
        using var agent = _host.As("agent", SurveysHost.Site);
        using var elsewhere = _host.As("quality", "91-ETAMPES");
        Assert.Equal(403, (int)(await elsewhere.ActAsync(id, "read", 1)).StatusCode);
        Assert.Equal(403, (int)(await agent.ActAsync(id, "reply", 1, new { said = "Bien", text = "Merci" })).StatusCode);
        Assert.Equal("read", (await (await agent.ActAsync(id, "read", 1)).ReadAsync()).Text("state"));
        // Once more it changes nothing.
        Assert.Equal((HttpStatusCode.OK, "\"2\""), await ToldAsync(agent.ActAsync(id, "read", 2)));
    }

    [Fact]
    public async Task The_list_of_themes_is_the_networks_and_what_leaves_it_stays_on_the_comments()
    {
        var id = await _host.CommentAsync("Bien");
        using var quality = _host.As("quality");
        using var ofOneSite = _host.As("quality", SurveysHost.Site);
        Assert.Equal(0, (await ofOneSite.GetJsonAsync("comment-themes"))["items"]!.AsArray().Single()!.Number("version"));
        Assert.Equal(HttpStatusCode.Forbidden, (await ofOneSite.PutThemesAsync(0, "attente")).StatusCode);
        Assert.Equal("\"1\"", (await quality.PutThemesAsync(0, "attente", "accueil")).Headers.ETag?.Tag);
        Assert.Equal(412, (int)(await quality.PutThemesAsync(0, "autre")).StatusCode);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), await ToldAsync(quality.PutThemesAsync(0, "attente", "accueil")));
        Assert.Equal(422, (int)(await quality.PutThemesAsync(1, "deux", "deux")).StatusCode);
        Assert.Equal(422, (int)(await quality.PutThemesAsync(1, "Été")).StatusCode);
        await quality.ActAsync(id, "themes", 1, new { themes = (string[])["attente"] });
        Assert.Equal(200, (int)(await quality.PutThemesAsync(1, "accueil")).StatusCode);

        using var admin = _host.As("admin");
        Assert.Equal(["2", "1"], (await admin.GetJsonAsync("audit?on=essonne"))["items"]!.AsArray().Select(entry => entry!["details"]!.Text("version")));
        var list = (await ofOneSite.GetJsonAsync("comment-themes"))["items"]!.AsArray().Single()!;
        Assert.Equal(["accueil False", "attente True"], list["themes"]!.AsArray().Select(theme => $"{theme!.Text("code")} {theme!["retired"]!.GetValue<bool>()}"));
        Assert.Equal(HttpStatusCode.OK, (await quality.ActAsync(id, "themes", 2, new { themes = (string[])["accueil", "attente"] })).StatusCode);
        var other = await _host.CommentAsync("Bien aussi");
        Assert.Equal(422, (int)(await quality.ActAsync(other, "themes", 1, new { themes = (string[])["attente"] })).StatusCode);
    }

    private static async Task<(HttpStatusCode, string?)> ToldAsync(Task<HttpResponseMessage> sent) => (await sent) is var told ? (told.StatusCode, told.Headers.ETag?.Tag) : default;
}
