using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Handing_in_an_answer(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_first_time_it_is_created_and_told_to_indicators()
    {
        var id = Guid.CreateVersion7();
        var response = await _host.Http.PutAnswerAsync(id, Requests.Answer(("comment", "merci")));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        var reply = await response.ReadAsync();
        Assert.Equal("accepted", reply.Text("result"));
        Assert.Equal(id.ToString(), reply.Text("id"));

        var told = await _host.Told.WaitAsync(id);
        Assert.Equal("counted", told.Status);
        Assert.Equal("satisfait", told.Choices["global"]);
        Assert.Equal(reply.Text("date"), told.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await Eventually.HoldsAsync("nothing is pending", async token =>
            await _host.Storage.Responses.CountDocumentsAsync(r => r.PendingSince != null, cancellationToken: token) == 0, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Five_times_at_once_it_is_counted_once()
    {
        var id = Guid.CreateVersion7();
        var answer = Requests.Answer();
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _host.Http.PutAnswerAsync(id, answer)));
        Assert.Equal([200, 200, 200, 200, 201], replies.Select(reply => (int)reply.StatusCode).Order());
        Assert.Equal(1, await _host.Storage.Responses.CountDocumentsAsync(r => r.Id == id, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_same_with_other_content_is_a_conflict_and_changes_nothing()
    {
        var id = Guid.CreateVersion7();
        await _host.Http.PutAnswerAsync(id, Requests.Answer());
        var other = await _host.Http.PutAnswerAsync(id, Requests.Answer(("answers", new JsonObject { ["global"] = "peu-satisfait" })));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("QP-SURVEYS-002", (await other.ReadAsync()).Text("code"));
        var stored = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("satisfait", stored.Choices!["global"]);
    }

    [Fact]
    public async Task A_repetition_from_another_device_is_the_same_answer()
    {
        var id = Guid.CreateVersion7();
        var answer = Requests.Answer();
        await _host.Http.PutAnswerAsync(id, answer.With("device", new JsonObject { ["battery"] = 0.9 }));
        var again = await _host.Http.PutAnswerAsync(id, answer.With("device", new JsonObject { ["battery"] = 0.8 }).With("sentAt", "2026-07-03T10:00:00Z"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("duplicate", (await again.ReadAsync()).Text("result"));
    }

    [Fact]
    public async Task Every_invalid_field_is_named_and_nothing_is_stored()
    {
        var id = Guid.CreateVersion7();
        var response = await _host.Http.PutAnswerAsync(id, new JsonObject
        {
            ["site"] = "00-NOWHERE",
            ["questionnaire"] = "accueil-general",
            ["version"] = 1,
            ["channel"] = "web",
            ["language"] = "xx",
            ["outcome"] = "perhaps",
            ["answeredAt"] = "2026-07-03T10:12:08",
            ["sequence"] = -1,
            ["clock"] = new JsonObject { ["session"] = "?", ["elapsedMs"] = -1 },
            ["answers"] = new JsonObject { ["global"] = "bof", ["attente"] = 3, ["humeur"] = "bonne" },
            ["comment"] = new string('a', 2_001),
            ["surprise"] = true,
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var named = (await response.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")!).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "/answeredAt", "/answers/attente", "/answers/global", "/answers/humeur", "/clock/elapsedMs", "/clock/session", "/comment", "/language",
                "/outcome", "/sequence", "/site", "/surprise",
            ], named);
        Assert.Equal(0, await _host.Storage.Responses.CountDocumentsAsync(r => r.Id == id, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_any_field_each_required_one_is_named()
    {
        var response = await _host.Http.PutAnswerAsync(Guid.CreateVersion7(), new JsonObject());
        var named = (await response.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")!).Order(StringComparer.Ordinal);
        Assert.Equal(["/answeredAt", "/answers", "/channel", "/questionnaire", "/site", "/version"], named);
    }

    [Theory]
    [MemberData(nameof(MalformedBodies.All), MemberType = typeof(MalformedBodies))]
    [InlineData("{ \"site\": \"\\ud800\" }", 422)]
    [InlineData("{ \"channel\": \"\\ud800\" }", 422)]
    public async Task What_is_no_readable_answer_is_refused_plainly(string body, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await _host.Http.PutAsync(new Uri($"responses/{Guid.NewGuid()}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith("QP-SURVEYS-", (await response.ReadAsync()).Text("code"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_content_type_is_415_and_a_large_body_413()
    {
        using var text = new StringContent("{}", MediaTypeHeaderValue.Parse("text/plain"));
        var wrong = await _host.Http.PutAsync(new Uri($"responses/{Guid.NewGuid()}", UriKind.Relative), text, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, wrong.StatusCode);
        var large = await _host.Http.PutAnswerAsync(Guid.NewGuid(), Requests.Answer(("comment", new string('a', 70_000))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Theory]
    [InlineData("paper", null, 401)]
    [InlineData("kiosk", null, 401)]
    [InlineData("paper", "kiosk", 403)]
    [InlineData("kiosk", "admin", 403)]
    [InlineData("paper", "agent", 201)]
    [InlineData("web", "agent", 201)]
    public async Task Each_channel_asks_for_its_own_token(string channel, string? role, int status)
    {
        using var client = role is null ? _host.Client(null) : _host.As(role);
        Assert.Equal(status, (int)(await client.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer(("channel", channel)))).StatusCode);
    }

    [Fact]
    public async Task Paper_of_another_site_is_refused()
    {
        using var client = _host.As("agent", "91-ETAMPES");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer(("channel", "paper")))).StatusCode);
    }

    [Fact]
    public async Task On_the_web_staff_of_another_site_answer_as_anybody_dated_by_the_server()
    {
        using var client = _host.As("agent", "91-ETAMPES");
        var reply = await client.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer(("answeredAt", DateTimeOffset.UtcNow.AddDays(-40).ToString("O"))));
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        Assert.InRange(DateOnly.Parse((await reply.ReadAsync()).Text("date")!, System.Globalization.CultureInfo.InvariantCulture), Today.AddDays(-1), Today.AddDays(1));
    }

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    [Fact]
    public async Task Too_old_or_in_the_future_it_is_kept_but_not_counted_also_when_it_comes_again()
    {
        using var agent = _host.As("agent");
        var id = Guid.CreateVersion7();
        var future = Requests.Answer(("channel", "paper"), ("answeredAt", DateTimeOffset.UtcNow.AddDays(2).ToString("O")));
        for (var time = 0; time < 2; time++)
        {
            var reply = await agent.PutAnswerAsync(id, future);
            Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
            Assert.Equal("setAside", (await reply.ReadAsync()).Text("result"));
        }
        var old = Requests.Answer(("channel", "paper"), ("answeredAt", DateTimeOffset.UtcNow.AddYears(-3).ToString("O")));
        Assert.Equal("QP-SURVEYS-005", (await (await agent.PutAnswerAsync(Guid.CreateVersion7(), old)).ReadAsync()).Text("code"));
        var told = await _host.Told.WaitAsync(id);
        Assert.Equal("setAside", told.Status);
        Assert.Empty(told.Choices);
    }

    [Fact]
    public async Task Abandoned_it_uses_its_sequence_and_holds_no_values()
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        var abandoned = kiosk.Answer(1, ("outcome", "abandoned"), ("answers", new JsonObject()));
        Assert.Equal(HttpStatusCode.Created, (await kiosk.Http.PutAnswerAsync(id, abandoned)).StatusCode);
        var withValues = await kiosk.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(2, ("outcome", "abandoned")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, withValues.StatusCode);
        using var quality = _host.As("quality");
        var listed = (await quality.GetJsonAsync("kiosks"))["items"]!.AsArray().Single(item => item!.Text("id") == kiosk.Id.ToString())!;
        Assert.Equal(1, listed["lastContiguousSequence"]!.GetValue<long>());
        var told = await _host.Told.WaitAsync(id);
        Assert.Equal("abandoned", told.Status);
    }
}
