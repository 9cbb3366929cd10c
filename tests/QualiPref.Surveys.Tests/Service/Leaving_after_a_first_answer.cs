using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Leaving_after_a_first_answer(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_was_answered_counts_although_a_required_question_was_not()
    {
        var id = Guid.CreateVersion7();
        var partial = Partial(new JsonObject { ["attente"] = "satisfait", ["global"] = null });

        Assert.Equal(HttpStatusCode.Created, (await _host.Http.PutAnswerAsync(id, partial)).StatusCode);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.Http.PutAnswerAsync(Guid.CreateVersion7(), partial.With("outcome", "complete"))).StatusCode);
        // Told as complete it is another answer, even if it is valid.
        Assert.Equal(HttpStatusCode.Conflict, (await _host.Http.PutAnswerAsync(id, Requests.Answer())).StatusCode);
        var told = await _host.Told.WaitAsync(id);
        Assert.Equal(("counted", "satisfait", true), (told.Status, told.Choices.Single().Value, told.Partial));
        using var quality = _host.As("quality");
        Assert.Equal("partial", (await quality.GetJsonAsync($"responses?site={SurveysHost.Site}"))["items"]!.AsArray().Single()!.Text("outcome"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "global": null }""")]
    [InlineData("""{ "commentaire": " \n" }""")]
    public async Task Without_any_answer_it_is_refused_and_set_aside_where_a_kiosk_would_lose_it(string answers)
    {
        var partial = Partial(JsonNode.Parse(answers)!.AsObject());
        var refused = await _host.Http.PutAnswerAsync(Guid.CreateVersion7(), partial);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/answers"), (refused.StatusCode, (await refused.ReadAsync())["errors"]![0]!.Text("pointer")));

        var kiosk = await _host.EnrolAsync();
        var item = kiosk.Answer(1, ("outcome", "partial"), ("answers", JsonNode.Parse(answers)), ("id", Guid.CreateVersion7().ToString()));
        Assert.Equal("setAside", (await (await kiosk.Http.PostBatchAsync([item])).ReadAsync())["items"]![0]!.Text("result"));
    }

    [Fact]
    public async Task A_partial_one_that_was_set_aside_is_still_one_when_it_is_accepted()
    {
        using var agent = _host.As("agent");
        var id = Guid.CreateVersion7();
        var old = Partial(new JsonObject { ["attente"] = "satisfait" }).With("channel", "paper").With("answeredAt", DateTimeOffset.UtcNow.AddYears(-3).ToString("O"));
        Assert.Equal(HttpStatusCode.Accepted, (await agent.PutAnswerAsync(id, old)).StatusCode);
        using var quality = _host.As("quality");

        Assert.Equal("counted", (await (await quality.DecideAsync(id, "accept", 1)).ReadAsync()).Text("status"));

        Assert.True((await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(TestContext.Current.CancellationToken)).Partial);
    }

    private static JsonObject Partial(JsonObject answers) => Requests.Answer(("outcome", "partial"), ("answers", answers));
}
