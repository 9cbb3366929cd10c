using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Telling_indicators(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Is_made_good_by_the_sweep_after_a_death_between_commit_and_publication()
    {
        var known = await _service.Handler.FiledAsync();
        await _service.Told.VersionAsync(known.Id, 1);
        await EmptyAsync(known.Id);

        // What a replica leaves that died right after its commit: the step is stored, nobody was offered it.
        var id = Guid.Parse(known.Id);
        var state = (await DocumentAsync(known.Id)).State with { Status = CaseStatus.Qualified, Motive = "attente" };
        await _service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<CaseDocument>.Update
            .Set(one => one.State, state).Set(one => one.Version, 2).Set(one => one.OutboxSince, _service.Time.GetUtcNow().UtcDateTime)
            .Push(one => one.Outbox, CaseStates.Entry(id, 2, state)), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("attente", (await _service.Told.VersionAsync(known.Id, 2)).Motive);
        await EmptyAsync(known.Id);
    }

    [Fact]
    public async Task Waits_while_the_consumer_fails_and_repeats_the_same_message_id()
    {
        _service.Told.Refuses = true;
        var known = await _service.Handler.FiledAsync();
        Assert.Single((await DocumentAsync(known.Id)).Outbox);
        Assert.Equal(1, (await BalanceAsync()).GetProperty("pending").GetInt32());

        _service.Told.Refuses = false;

        await _service.Told.VersionAsync(known.Id, 1);
        await EmptyAsync(known.Id);
        Assert.Single(_service.Told.Of(known.Id).Select(told => told.MessageId).Distinct());
        var row = await BalanceAsync();
        Assert.Equal((1, 1, 0), (row.GetProperty("received").GetInt32(), row.GetProperty("counted").GetInt32(), row.GetProperty("pending").GetInt32()));
    }

    [Fact]
    public async Task Keeps_the_mark_of_a_step_that_commits_during_the_publication_of_another()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _service.Told.Before = state =>
        {
            if (state.Version != 1) return Task.CompletedTask;
            reached.TrySetResult();
            return release.Task;
        };
        var known = await _service.Handler.FiledAsync();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        // The second step is committed while the first message is being handed over, and from now on nothing more is taken.
        await _service.Handler.DoAsync(known, "assign", new { assignee = Given.Handler });
        _service.Told.Before = state => state.Version == 1 ? Task.CompletedTask : throw new InvalidOperationException("Away.");
        release.SetResult();

        var document = await Eventually.ReadsAsync("only the second message is left", _ => DocumentAsync(known.Id),
            one => one.Outbox.Count == 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, document.Outbox.Single().Body.Complaints.Single().Version);
        Assert.NotNull(document.OutboxSince);
        _service.Told.Before = _ => Task.CompletedTask;
        await _service.Told.VersionAsync(known.Id, 2);
        await EmptyAsync(known.Id);
    }

    [Fact]
    public async Task Takes_away_a_mark_that_a_death_left_without_a_message()
    {
        var known = await _service.Handler.FiledAsync();
        await EmptyAsync(known.Id);

        var id = Guid.Parse(known.Id);
        await _service.Storage.Cases.UpdateOneAsync(one => one.Id == id,
            Builders<CaseDocument>.Update.Set(one => one.OutboxSince, _service.Time.GetUtcNow().UtcDateTime), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, (await BalanceAsync()).GetProperty("pending").GetInt32());

        await EmptyAsync(known.Id);
        Assert.Equal(0, (await BalanceAsync()).GetProperty("pending").GetInt32());
        Assert.Single(_service.Told.Of(known.Id));
    }

    [Fact]
    public async Task Tells_no_text_and_no_identity()
    {
        var known = await _service.Handler.FiledAsync();

        var told = JsonSerializer.Serialize(await _service.Told.VersionAsync(known.Id, 1));

        Assert.DoesNotContain("Usager", told, StringComparison.Ordinal);
        Assert.DoesNotContain("usager12", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Deux heures", told, StringComparison.Ordinal);
    }

    private async Task<CaseDocument> DocumentAsync(string id) =>
        await _service.Storage.Cases.Find(one => one.Id == Guid.Parse(id)).SingleAsync(TestContext.Current.CancellationToken);

    private Task<CaseDocument> EmptyAsync(string id) => Eventually.ReadsAsync("the outbox is empty", _ => DocumentAsync(id),
        one => one.Outbox.Count == 0 && one.OutboxSince is null, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private async Task<JsonElement> BalanceAsync()
    {
        var body = await _service.As("quality", "*").GetJsonAsync($"balance?site=91-EVRY&period={_service.LegalYear}");
        return JsonSerializer.SerializeToElement(body.List("rows").Single());
    }
}
