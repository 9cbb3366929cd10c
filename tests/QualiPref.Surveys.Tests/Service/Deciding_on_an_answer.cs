using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Deciding_on_an_answer(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Voiding_a_counted_one_tells_its_second_version()
    {
        var id = await CountedAsync();
        using var quality = _host.As("quality");
        var decided = await quality.DecideAsync(id, "void", 1);
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.Equal("\"2\"", decided.Headers.ETag?.Tag);
        Assert.Equal("voided", (await decided.ReadAsync()).Text("status"));
        var told = await _host.Told.WaitAsync(id, version: 2);
        Assert.Equal("voided", told.Status);
        Assert.Empty(told.Choices);
    }

    [Fact]
    public async Task Accepting_one_that_was_set_aside_counts_it_on_its_day()
    {
        var id = await SetAsideAsync();
        using var quality = _host.As("quality");
        Assert.Equal("counted", (await (await quality.DecideAsync(id, "accept", 1)).ReadAsync()).Text("status"));
        var told = await _host.Told.WaitAsync(id, version: 2);
        Assert.Equal("satisfait", told.Choices["global"]);
        Assert.Equal(told.Date, _host.Told.States.First(state => state.ResponseId == id).Date);
    }

    [Fact]
    public async Task Discarding_one_that_was_set_aside_is_for_good()
    {
        var id = await SetAsideAsync();
        using var quality = _host.As("quality");
        Assert.Equal("discarded", (await (await quality.DecideAsync(id, "discard", 1)).ReadAsync()).Text("status"));
        Assert.Equal(HttpStatusCode.Conflict, (await quality.DecideAsync(id, "accept", 2)).StatusCode);
    }

    [Fact]
    public async Task What_could_not_be_read_cannot_be_accepted_as_long_as_it_cannot_be_read()
    {
        using var agent = _host.As("agent");
        var id = Guid.CreateVersion7();
        await agent.PostBatchAsync([Requests.Answer(("id", id.ToString()), ("channel", "paper"), ("surprise", 1))]);
        using var quality = _host.As("quality");
        var refused = await quality.DecideAsync(id, "accept", 1);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("/surprise", (await refused.ReadAsync())["errors"]![0]!.Text("pointer"));
        Assert.Equal(HttpStatusCode.OK, (await quality.DecideAsync(id, "discard", 1)).StatusCode);
    }

    [Fact]
    public async Task It_asks_for_the_version_read_before_it_looks_at_the_state()
    {
        var id = await CountedAsync();
        using var quality = _host.As("quality");
        Assert.Equal(428, (int)(await quality.DecideAsync(id, "void", null)).StatusCode);
        Assert.Equal(412, (int)(await quality.DecideAsync(id, "void", 7)).StatusCode);
        // A state that forbids it, and stale: 412 comes first.
        Assert.Equal(412, (int)(await quality.DecideAsync(id, "accept", 7)).StatusCode);
        Assert.Equal(409, (int)(await quality.DecideAsync(id, "accept", 1)).StatusCode);
        Assert.Equal(422, (int)(await quality.DecideAsync(id, "void", 1, reason: "")).StatusCode);
        Assert.Equal(404, (int)(await quality.DecideAsync(Guid.NewGuid(), "void", 1)).StatusCode);
    }

    [Fact]
    public async Task Of_two_at_once_one_is_told_that_it_came_late()
    {
        var id = await CountedAsync();
        using var quality = _host.As("quality");
        var decided = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => quality.DecideAsync(id, "void", 1)));
        Assert.Equal([200, 412], decided.Select(one => (int)one.StatusCode).Order());
    }

    [Fact]
    public async Task Only_quality_of_the_site_may()
    {
        var id = await CountedAsync();
        using var handler = _host.As("handler");
        using var elsewhere = _host.As("quality", "91-ETAMPES");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Http.DecideAsync(id, "void", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.DecideAsync(id, "void", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.DecideAsync(id, "void", 1)).StatusCode);
    }

    private async Task<Guid> CountedAsync()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.Created, (await _host.Http.PutAnswerAsync(id, Requests.Answer())).StatusCode);
        return id;
    }

    private async Task<Guid> SetAsideAsync()
    {
        using var agent = _host.As("agent");
        var id = Guid.CreateVersion7();
        JsonNode old = Requests.Answer(("channel", "paper"), ("answeredAt", DateTimeOffset.UtcNow.AddYears(-3).ToString("O")));
        Assert.Equal(HttpStatusCode.Accepted, (await agent.PutAnswerAsync(id, old)).StatusCode);
        return id;
    }
}
