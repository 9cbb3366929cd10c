using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>What is answered to comments for everybody to read.</summary>
public sealed class Publishing_replies(RealEngine engine) : IAsyncLifetime
{
    private static readonly string Address = $"sites/{SurveysHost.Site}/replies";

    private SurveysHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Anybody_reads_what_was_said_in_short_and_what_was_answered_and_nothing_else_of_the_comment()
    {
        var first = await _host.CommentAsync("Le banc bleu près de la fenêtre est cassé");
        var second = await _host.CommentAsync("Bien");
        using var quality = _host.As("quality");
        await ReplyAsync(quality, first, 1, "Un banc est cassé.", "Il est réparé. Renseignements au 01 60 00 00 00.");
        await ReplyAsync(quality, second, 1, "Vous êtes contents.", "Merci.");

        var told = await _host.Http.GetJsonAsync(Address);
        Assert.Equal([("Vous êtes contents.", "Merci."), ("Un banc est cassé.", "Il est réparé. Renseignements au 01 60 00 00 00.")],
            Items(told).Select(one => (one.Text("said"), one.Text("text"))));
        Assert.All(Items(told), one => Assert.Equal(["month", "repliedOn", "said", "text"], one.AsObject().Select(field => field.Key)));
        Assert.All(Items(told), one => Assert.EndsWith("-01", one.Text("month"), StringComparison.Ordinal));
        Assert.DoesNotContain("fenêtre", told.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(Items(await _host.Http.GetJsonAsync("sites/91-ETAMPES/replies")));
        Assert.Equal(404, (int)(await _host.Http.GetAsync(new Uri("sites/91-NULLE-PART/replies", UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task A_summary_that_names_somebodys_number_or_address_is_refused_where_it_stands()
    {
        var id = await _host.CommentAsync("Bien");
        using var quality = _host.As("quality");
        var refused = await quality.ActAsync(id, "reply", 1, new { said = "Rappelez le 06 12 34 56 78", text = "Merci." });
        Assert.Equal((422, "/said"), ((int)refused.StatusCode, (await refused.ReadAsync())["errors"]![0]!.Text("pointer")));
        Assert.Empty(Items(await _host.Http.GetJsonAsync(Address)));
    }

    [Fact]
    public async Task A_reply_that_is_withdrawn_is_published_no_more_though_the_comment_was_erased_meanwhile()
    {
        var id = await _host.CommentAsync("Bien");
        using var quality = _host.As("quality");
        await ReplyAsync(quality, id, 1, "C'est bien.", "Merci.");
        await quality.ActAsync(id, "erase", 2, new { reason = "Demande de la personne" });
        Assert.Single(Items(await _host.Http.GetJsonAsync(Address)));
        Assert.Equal("\"4\"", (await quality.ActAsync(id, "withdraw-reply", 3)).Headers.ETag?.Tag);
        Assert.Empty(Items(await _host.Http.GetJsonAsync(Address)));
        // Once more it changes nothing.
        Assert.Equal("\"4\"", (await quality.ActAsync(id, "withdraw-reply", 4)).Headers.ETag?.Tag);
    }

    [Fact]
    public async Task What_was_answered_to_an_answer_that_is_withdrawn_is_published_no_more()
    {
        var id = await _host.CommentAsync("Bien");
        using var quality = _host.As("quality");
        await ReplyAsync(quality, id, 1, "C'est bien.", "Merci.");
        await quality.DecideAsync(id, "void", 1);
        Assert.Empty(Items(await _host.Http.GetJsonAsync(Address)));
    }

    [Fact]
    public async Task What_was_answered_before_replies_were_published_stays_with_staff_until_it_is_said_what_it_answers()
    {
        var id = await _host.CommentAsync("Bien");
        var older = Builders<SurveyResponse>.Update.Set("note.reply", new PublicReply { Text = "Merci.", By = "Usager 1", At = DateTime.UnixEpoch });
        await _host.Storage.Responses.UpdateOneAsync(r => r.Id == id, older, cancellationToken: Token);
        using var quality = _host.As("quality");
        Assert.Equal("Merci.", (await quality.GetJsonAsync($"comments/{id}"))["reply"]!.Text("text"));
        Assert.Empty(Items(await _host.Http.GetJsonAsync(Address)));
    }

    private static async Task ReplyAsync(HttpClient quality, Guid id, long version, string said, string text) =>
        Assert.Equal(HttpStatusCode.OK, (await quality.ActAsync(id, "reply", version, new { said, text })).StatusCode);

    private static IEnumerable<JsonNode> Items(JsonNode told) => told["items"]!.AsArray().Select(one => one!);
}
