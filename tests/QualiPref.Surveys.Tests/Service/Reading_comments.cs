using System.Net;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Reading_comments(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_agent_reads_them_with_what_was_answered_and_neither_kiosk_nor_hour()
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        await kiosk.Http.PutAnswerAsync(id, kiosk.Answer(7, ("comment", "Trop d'attente"), ("language", "fr")));
        await _host.Http.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer());
        using var agent = _host.As("agent", SurveysHost.Site);

        var item = Assert.Single((await agent.GetJsonAsync("comments"))["items"]!.AsArray())!;

        Assert.Equal((id.ToString(), "Trop d'attente", "unread", "\"1\"", "kiosk", "fr"), (item.Text("id"), item.Text("comment"), item.Text("state"), item.Text("etag"), item.Text("channel"), item.Text("language")));
        Assert.Equal("satisfait", item["answers"]!.Text("global"));
        Assert.Equal("counted", item.Text("status"));
        Assert.All((string[])[kiosk.Id.ToString(), "sequence", "answeredAt", "receivedAt", "enrolment"], hint => Assert.DoesNotContain(hint, item.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_are_found_by_site_period_grade_language_theme_and_state_the_newest_first()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var late = await _host.CommentAsync("Parfait", "tres-satisfait", day: today.AddDays(-1));
        var early = await _host.CommentAsync("Nul", "pas-du-tout-satisfait", "en", day: today.AddMonths(-2));
        var elsewhere = await _host.CommentAsync("Bien", site: "91-ETAMPES", day: today.AddMonths(-3));
        var withdrawn = await _host.CommentAsync("Essai");
        using var quality = _host.As("quality");
        await quality.DecideAsync(withdrawn, "void", 1);
        await quality.PutThemesAsync(0, "attente");
        await quality.ActAsync(early, "themes", 1, new { themes = (string[])["attente"] });
        await quality.ActAsync(late, "reply", 1, new { said = "Parfait.", text = "Merci." });

        Assert.Equal([late, early, elsewhere], (await quality.GetJsonAsync("comments")).Ids());
        foreach (var (query, found) in (IEnumerable<(string, Guid[])>)
        [
            ("site=91-EVRY", [late, early]), ("site=91-ETAMPES", [elsewhere]), ($"period={today.AddMonths(-2):yyyy-MM}", [early]), ("grade=tres-satisfait", [late]), ("question=attente&grade=satisfait", [late, early, elsewhere]),
            ("language=en", [early]), ("theme=attente", [early]), ("state=unread", [elsewhere]), ("state=read", [late, early]), ("state=replied", [late]), ("state=passedOn", []),
        ])
        {
            Assert.Equal(found, (await quality.GetJsonAsync($"comments?{query}")).Ids());
        }
        var first = await quality.GetJsonAsync("comments?pageSize=2");
        Assert.Equal([elsewhere], (await quality.GetJsonAsync($"comments?pageSize=2&cursor={first.Text("next")}")).Ids());
    }

    [Fact]
    public async Task Those_of_a_site_are_for_who_works_there_and_whoever_reads_them_is_noted()
    {
        var id = await _host.CommentAsync("Bonjour");
        using var elsewhere = _host.As("agent", "91-ETAMPES");
        using var admin = _host.As("admin");
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(_host.Http, "comments")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(elsewhere, "comments?site=91-EVRY")).StatusCode);
        Assert.Empty((await elsewhere.GetJsonAsync("comments")).Ids());
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(elsewhere, $"comments/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(admin, $"comments/{Guid.NewGuid()}")).StatusCode);
        await admin.GetJsonAsync("comments");
        Assert.Equal("Bonjour", (await admin.GetJsonAsync($"comments/{id}")).Text("comment"));
        Assert.Equal(["comment.read", "comment.list"], (await admin.GetJsonAsync($"audit?on={id}"))["items"]!.AsArray().Select(entry => entry!.Text("act")));
    }

    [Fact]
    public async Task Those_that_nobody_read_yet_are_found_without_looking_at_the_others()
    {
        await using var queries = new HeardQueries(engine);
        await using var databases = engine.NewPrefix();
        var day = new DateOnly(2026, 7, 3);
        SurveyResponse[] held = [.. Enumerable.Range(0, 300).Select(number => Stored.Unmasked($"Avis {number}", day.AddDays(number % 20), isNoted: true))];
        await SurveysHost.HoldAsync(engine.ConnectionString, databases.Value, held);
        await using var host = await SurveysHost.StartAsync(queries.ConnectionString, databases.Value);
        var read = held.Take(297).Select(response => response.Id).ToList();
        await host.Storage.Responses.UpdateManyAsync(r => read.Contains(r.Id), Builders<SurveyResponse>.Update.Set(r => r.Note!.State, CommentState.Read), cancellationToken: Token);
        using var quality = host.As("quality");

        Assert.Equal(3, (await quality.GetJsonAsync("comments?state=unread")).Ids().Count());
        Assert.Equal(3, (await quality.GetJsonAsync("comments/counts?state=unread")).Number("comments"));

        var asked = queries.Of("responses").Where(find => find["filter"].AsBsonDocument.GetValue("note.state", "") == CommentState.Unread).ToList();
        Assert.Equal(2, asked.Count);
        foreach (var find in asked)
        {
            var plan = await queries.PlanAsync(find, Token);
            Assert.Equal((3, 3, false), (plan.Read, plan.Shown, plan.Sorts));
            Assert.Equal(["unreadComment"], plan.Indexes);
        }
    }

    [Fact]
    public async Task Words_of_five_comments_are_counted_and_none_of_fewer()
    {
        foreach (var words in (string[])["Attente trop longue", "L'attente, attente ATTENTE !", "longue attente 06 12 34 56 78", "attente et accueil", "L'attente"]) await _host.CommentAsync(words, "peu-satisfait");
        await _host.CommentAsync("Très longue file", site: "91-ETAMPES");
        using var quality = _host.As("quality");
        await quality.PutThemesAsync(0, "attente");

        var counts = await quality.GetJsonAsync("comments/counts");

        Assert.Equal((6, 6, true), (counts.Number("comments"), counts.Number("unread"), counts["complete"]!.GetValue<bool>()));
        Assert.Equal("""[{"word":"attente","comments":5}]""", counts["words"]!.ToJsonString());
        Assert.Equal("""[{"site":"91-ETAMPES","comments":1,"unread":1},{"site":"91-EVRY","comments":5,"unread":5}]""", counts["sites"]!.ToJsonString());
        Assert.Equal("""[{"grade":"peu-satisfait","comments":5},{"grade":"satisfait","comments":1}]""", counts["grades"]!.ToJsonString());
        Assert.Empty((await quality.GetJsonAsync("comments/counts?site=91-ETAMPES"))["words"]!.AsArray());
    }

    [Theory]
    [InlineData("comments?site=x&period=x&question=x&language=x&theme=X&state=x&cursor=!", "site period question language theme state cursor")]
    [InlineData("comments?question=motif&grade=satisfait", "grade")]
    [InlineData("comments?grade=x", "grade")]
    [InlineData("comments/counts?state=x", "state")]
    [InlineData("comments/erasure?months=0", "months")]
    public async Task Every_invalid_parameter_is_named(string address, string names)
    {
        using var quality = _host.As("quality");
        var errors = (await quality.GetJsonAsync(address))["errors"]!.AsArray().Select(error => error!.Text("pointer")!);
        Assert.Equal(names.Split(' ').Order(StringComparer.Ordinal), errors.Order(StringComparer.Ordinal));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string address) => client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
}
