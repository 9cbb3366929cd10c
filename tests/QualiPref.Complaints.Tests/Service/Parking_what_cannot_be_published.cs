using System.Net;
using System.Net.Http.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Parking_what_cannot_be_published(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Lets_other_cases_and_later_versions_of_the_same_go_on()
    {
        _service.Told.Before = state => state is { Version: 1, Motive: null } ? throw new InvalidOperationException("Never.") : Task.CompletedTask;
        var poison = await _service.Handler.FiledAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(1));

        var held = await Eventually.ReadsAsync("it is parked", _ => DocumentAsync(poison.Id), one => one.Parked is not null, TimeSpan.FromSeconds(20), Token);
        Assert.Empty(held.Outbox);
        Assert.Null(held.OutboxSince);
        Assert.Equal((1, 1), await PendingAndParkedAsync());

        await _service.Handler.DoAsync(poison, "qualify", new { motive = "attente" });
        await _service.Told.VersionAsync(poison.Id, 2);
        await Eventually.ReadsAsync("the later version makes the day right", _ => PendingAndParkedAsync(), row => row == (0, 0), cancellationToken: Token);
        Assert.Single((await DocumentAsync(poison.Id)).Parked!);
    }

    [Fact]
    public async Task Tells_it_once_an_administrator_has_it_tried_again()
    {
        var known = await _service.Handler.FiledAsync();
        await _service.Told.VersionAsync(known.Id, 1);
        var entry = await ParkAsync(known.Id);
        Assert.Equal((1, 1), await PendingAndParkedAsync());

        var address = new Uri($"parked/cases/{entry}/retry", UriKind.Relative);
        Assert.Equal(HttpStatusCode.Accepted, (await _service.As("admin", "*").PostAsync(address, null, Token)).StatusCode);

        await Eventually.ReadsAsync("it is published", _ => DocumentAsync(known.Id), one => one is { Outbox: [], OutboxSince: null, Parked: null }, cancellationToken: Token);
        Assert.Equal(2, _service.Told.Of(known.Id).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await _service.As("admin", "*").PostAsync(address, null, Token)).StatusCode);
    }

    [Fact]
    public async Task Goes_on_naming_it_in_the_balance_once_it_was_given_up()
    {
        var known = await _service.Handler.FiledAsync();
        await _service.Told.VersionAsync(known.Id, 1);
        var entry = await ParkAsync(known.Id);

        var given = await _service.As("admin", "*").PostAsJsonAsync($"parked/cases/{entry}/give-up", new { reason = "Essai" }, Token);

        Assert.Equal(HttpStatusCode.NoContent, given.StatusCode);
        Assert.Empty((await _service.As("admin", "*").GetJsonAsync("parked")).List("items"));
        Assert.Equal("Essai", (await _service.As("admin", "*").GetJsonAsync("parked?givenUp=true")).List("items").Single()!["givenUp"]!.Text("reason"));
        Assert.Equal((1, 1), await PendingAndParkedAsync());
    }

    [Fact]
    public async Task Has_that_version_given_up_which_was_named_where_several_of_a_case_are_parked()
    {
        var known = await _service.Handler.FiledAsync();
        await _service.Told.VersionAsync(known.Id, 1);
        var first = await ParkAsync(known.Id);
        await _service.Handler.DoAsync(known, "qualify", new { motive = "attente" });
        await _service.Told.VersionAsync(known.Id, 2);
        var second = await ParkAsync(known.Id);

        var given = await _service.As("admin", "*").PostAsJsonAsync($"parked/cases/{second}/give-up", new { reason = "Essai" }, Token);

        Assert.Equal(HttpStatusCode.NoContent, given.StatusCode);
        var parked = (await DocumentAsync(known.Id)).Parked!.Select(one => (one.Entry.Id, one.Mark.GivenUp?.Reason));
        Assert.Equal([(first, null), (second, "Essai")], parked);
    }

    [Fact]
    public async Task Leaves_to_the_one_who_holds_them_what_is_overdue_only_because_of_the_load()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var attempts = 0;
        _service.Told.Before = _ =>
        {
            Interlocked.Increment(ref attempts);
            reached.TrySetResult();
            return release.Task;
        };
        await _service.Handler.FiledAsync();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        await _service.Handler.FiledAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(1));

        // A sweep that takes them is stuck with the first; one that does not comes by again and again.
        var renewed = new HashSet<BsonValue>();
        await Eventually.HoldsAsync("sweeps have come by", async token =>
        {
            renewed.Add(await LeaseAsync(token));
            return attempts > 1 || renewed.Count > 2;
        }, cancellationToken: Token);
        Assert.Equal(1, attempts);
        release.SetResult();
    }

    private async Task<BsonValue> LeaseAsync(CancellationToken token) =>
        (await _service.Storage.Database.GetCollection<BsonDocument>("leases").Find(new BsonDocument("_id", "outbox-cases")).SingleAsync(token))["until"];

    /// <summary>What is in the outbox of a case that could not be published.</summary>
    private async Task<Guid> ParkAsync(string id)
    {
        var document = await DocumentAsync(id);
        var entry = CaseStates.Entry(document.Id, document.Version, document.State);
        var mark = new ParkedMark { PendingSince = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), At = new DateTime(2026, 1, 1, 0, 1, 0, DateTimeKind.Utc), Reason = "Why" };
        await _service.Storage.Cases.UpdateOneAsync(
            one => one.Id == document.Id,
            Builders<CaseDocument>.Update.Push(one => one.Parked, new ParkedEntry<Contracts.Complaints.V1.ComplaintsChanged>(entry, mark)),
            cancellationToken: Token);
        return entry.Id;
    }

    private async Task<CaseDocument> DocumentAsync(string id) => await _service.Storage.Cases.Find(one => one.Id == Guid.Parse(id)).SingleAsync(Token);

    private async Task<(int Pending, int Parked)> PendingAndParkedAsync()
    {
        var row = (await _service.As("quality", "*").GetJsonAsync($"balance?site=91-EVRY&period={_service.LegalYear}")).List("rows").Single()!;
        return (row["pending"]!.GetValue<int>(), row["parked"]!.GetValue<int>());
    }
}
