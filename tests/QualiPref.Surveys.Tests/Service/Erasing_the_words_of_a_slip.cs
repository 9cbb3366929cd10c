using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Erasing_the_words_of_a_slip(RealEngine engine)
{
    private const string Words = "Madame Martin, 3 rue des Lilas";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leaves_none_with_the_answer_that_was_keyed_wrongly()
    {
        await using var host = await SurveysHost.StartAsync(engine);
        using var agent = host.As("agent", SurveysHost.Site);
        using var quality = host.As("quality");
        var (batch, slip, other) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await DoneAsync(agent.PutAsJsonAsync($"slip-batches/{batch}", new { site = SurveysHost.Site, emptiedOn = $"{SiteCalendar.Today:yyyy-MM-dd}", questionnaire = "accueil-general" }, Token));
        await DoneAsync(agent.PutAsJsonAsync($"slip-batches/{batch}/slips/{slip}", Slip("satisfait", Words), Token));
        await DoneAsync(agent.PutAsJsonAsync($"slip-batches/{batch}/slips/{other}", Slip("satisfait", "Merci"), Token));
        await DoneAsync(agent.PostAsync(new Uri($"slip-batches/{batch}/close", UriKind.Relative), null, Token));
        await DoneAsync(agent.PutAsJsonAsync($"slip-batches/{batch}/checks/1", Slip("peu-satisfait", null), Token));
        await DoneAsync(agent.PostAsJsonAsync($"slip-batches/{batch}/checks/1/settle", Slip("peu-satisfait", null), Token));
        // Withdrawn for another reason, it keeps its words: they are erased by themselves.
        await DoneAsync(quality.DecideAsync(other, "void", 1));
        var comment = Assert.Single((await quality.GetJsonAsync("comments"))["items"]!.AsArray())!;
        Assert.NotEqual(slip.ToString(), comment.Text("id"));

        await DoneAsync(quality.ActAsync(Guid.Parse(comment.Text("id")!), "erase", comment.Number("version"), new { reason = "Nomme une personne" }));

        var held = await host.Storage.Responses.Find(FilterDefinition<SurveyResponse>.Empty).ToListAsync(Token);
        Assert.Equal(["Merci"], held.SelectMany(response => response.Texts?.Values ?? Enumerable.Empty<string>()));
        Assert.Equal([$"counted {CommentState.Erased}", "voided", $"voided {CommentState.Unread}"], held.Select(response => $"{response.Status} {response.Note?.State}".Trim()).Order(StringComparer.Ordinal));
    }

    private static JsonObject Slip(string global, string? words)
    {
        var answers = new JsonObject { ["global"] = global };
        if (words is not null) answers["commentaire"] = words;
        return new JsonObject { ["answers"] = answers };
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> sent)
    {
        using var reply = await sent;
        Assert.True(reply.IsSuccessStatusCode, $"{reply.StatusCode}: {await reply.Content.ReadAsStringAsync(Token)}");
    }
}
