using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Balance;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Telling_the_balance(RealEngine engine) : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 7, 3);
    private static readonly DateOnly Later = new(2026, 7, 6);

    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Rows_of_touched_days_are_told_after_their_records()
    {
        var first = await FileAsync();
        var second = await _service.Handler.DoAsync(await FileAsync(), "assign", new { assignee = Given.Handler });

        var digest = Digests.Of((Guid.Parse(first.Id), 1), (Guid.Parse(second.Id), 2));
        var row = await _service.Told.RowAsync(Requests.Site, Day, row => row.Digest == digest && row.Pending == 0);

        Assert.Equal((2, 2, 0, 0, 0, 0), (row.Received, row.Counted, row.SetAside, row.Discarded, row.Abandoned, row.Voided));
        var everything = _service.Told.Everything.ToList();
        var told = everything.FindIndex(message => message is IntakeBalanceChanged { Source: "complaints" } statement && statement.Rows.Contains(row));
        var before = everything[..told].OfType<ComplaintsChanged>().SelectMany(message => message.Complaints).ToList();
        Assert.Contains(before, state => state.ComplaintId == Guid.Parse(second.Id) && state.Version == 2);
        Assert.Contains(before, state => state.ComplaintId == Guid.Parse(first.Id));
    }

    [Fact]
    public async Task A_case_that_moved_leaves_an_empty_row()
    {
        var known = await FileAsync();
        await _service.Told.RowAsync(Requests.Site, Day, row => row is { Received: 1, Pending: 0 });

        await _service.Handler.DoAsync(known, "correct", new { site = "91-ETAMPES", receivedOn = "2026-07-02", reason = "Erreur de saisie." });

        var left = await _service.Told.RowAsync(Requests.Site, Day, row => row.Received == 0);
        Assert.Equal((0, 0, "0000000000000000"), (left.Counted, left.Pending, left.Digest));
        var taken = await _service.Told.RowAsync("91-ETAMPES", new DateOnly(2026, 7, 2), row => row is { Counted: 1, Pending: 0 });
        Assert.Equal(Digests.Of((Guid.Parse(known.Id), 2)), taken.Digest);
    }

    [Fact]
    public async Task A_move_that_the_sweep_publishes_leaves_an_empty_row_too()
    {
        var known = await FileAsync();
        await _service.Told.RowAsync(Requests.Site, Day, row => row is { Received: 1, Pending: 0 });

        // What a replica leaves that died right after its commit.
        var id = Guid.Parse(known.Id);
        var state = (await _service.Storage.Cases.Find(one => one.Id == id).SingleAsync(TestContext.Current.CancellationToken)).State;
        var moved = state with { ReceivedOn = Later };
        await _service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<CaseDocument>.Update
            .Set(one => one.State, moved).Set(one => one.Version, 2).Set(one => one.OutboxSince, _service.Time.GetUtcNow().UtcDateTime)
            .Push(one => one.Outbox, CaseStates.Entry(id, 2, moved, CaseStates.LeftBy(state, moved))), cancellationToken: TestContext.Current.CancellationToken);

        await _service.Told.RowAsync(Requests.Site, Later, row => row is { Counted: 1, Pending: 0 });
        await _service.Told.RowAsync(Requests.Site, Day, row => row.Received == 0);
    }

    // Of an attempt that failed nobody knows what it did: it may have published, and taken the mark away.
    [Fact]
    public async Task A_day_is_told_although_its_cases_could_not_be_published()
    {
        _service.Told.Refuses = true;

        await FileAsync();

        await _service.Told.RowAsync(Requests.Site, Day, row => row is { Received: 1, Counted: 0, Pending: 1 });
    }

    [Fact]
    public void A_step_that_keeps_the_day_leaves_none()
    {
        var state = Given.Case();
        Assert.Null(CaseStates.LeftBy(state, state with { Status = CaseStatus.Qualified }));
        Assert.Equal(new SiteDay(state.Site, state.ReceivedOn), CaseStates.LeftBy(state, state with { Site = "91-ETAMPES" }));
        Assert.Equal(new SiteDay(state.Site, state.ReceivedOn), CaseStates.LeftBy(state, state with { ReceivedOn = state.ReceivedOn.AddDays(1) }));
    }

    [Fact]
    public async Task Reads_nothing_but_by_the_index_of_site_and_day()
    {
        await using var queries = new HeardQueries(engine);
        await using var service = await RunningComplaints.StartAsync(engine, queries);
        await service.CopyAsync(await service.Handler.FiledAsync(("receivedOn", "2026-07-03")), 400);
        await service.AskAsync(new ResponsesRequested { Source = "complaints", SiteDays = [new RequestedSiteDay(Requests.Site, Day)] });

        // The days of a month, the day to go on with, and the cases of a day.
        string[] orders = ["{ }", "{ \"state.receivedOn\" : -1 }", "{ \"_id\" : 1 }"];
        var asked = await Eventually.ReadsAsync("all three were asked for",
            _ => Task.FromResult(queries.Of("cases").Where(find => find["filter"].AsBsonDocument.Contains("state.site")).ToList()),
            finds => orders.All(order => finds.Any(find => OrderOf(find) == order)), cancellationToken: TestContext.Current.CancellationToken);
        foreach (var find in asked)
        {
            var plan = await queries.PlanAsync(find, TestContext.Current.CancellationToken);
            Assert.Equal(["balance"], plan.Indexes);
            // The cases of one site-day are few: ordering them takes less than a wider index would take from each filing.
            Assert.Equal(OrderOf(find) == orders[^1], plan.Sorts);
        }
    }

    private static string OrderOf(BsonDocument find) => find.GetValue("sort", new BsonDocument()).ToString()!;

    private Task<Known> FileAsync() => _service.Handler.FiledAsync(("receivedOn", "2026-07-03"));
}
