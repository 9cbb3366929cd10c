using System.Collections.Concurrent;
using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>
/// What the database does for the calls behind the pages of the desk with 2,000 open cases: how many commands, as the driver traces them, and
/// how much the engine says it reads for them. A page of the portal is one such call.
/// </summary>
public sealed class Serving_the_desk(FullDesk desk) : IClassFixture<FullDesk>
{
    private const int PageSize = 200;

    [Theory]
    [InlineData("complaints?status=open&pageSize=50", "find")]
    [InlineData("complaints?status=open&pageSize=200", "find")]
    [InlineData("complaints?status=open&site=91-EVRY&overdue=true&dueBefore=2026-07-06&assignee=Bureau%203&motive=attente", "find")]
    [InlineData("complaints?q=attente", "find")]
    [InlineData("complaints?q=91-EVRY-2026-000001", "find")]
    [InlineData("complaints/{id}", "find find")] // the case and its letters
    [InlineData("complaints/{id}/deadline", "find")]
    public async Task A_page_is_one_query_or_two(string call, string commands)
    {
        using var watch = new WatchedCommands();
        await desk.Service.Handler.GetJsonAsync(call.Replace("{id}", desk.Known.Id, StringComparison.Ordinal));
        Assert.Equal(commands, string.Join(' ', watch.Seen));
    }

    [Theory]
    [InlineData("open")]
    [InlineData("open of a site")]
    [InlineData("overdue")]
    [InlineData("due soon")]
    [InlineData("after the first page")]
    [InlineData("of nobody here")]
    public async Task A_list_reads_hardly_more_than_it_shows(string list)
    {
        var plan = await ExplainAsync(list switch
        {
            "open of a site" => Open with { Sites = ["91-EVRY"] },
            "overdue" => Open with { Overdue = true },
            "due soon" => Open with { Overdue = false, DueBefore = new DateOnly(2026, 7, 13) },
            "after the first page" => Open with { After = new CasePosition(new DateOnly(2026, 4, 1), Guid.Empty) },
            "of nobody here" => Open with { Assignee = "Bureau 3" },
            _ => Open,
        });

        Assert.DoesNotContain("COLLSCAN", plan["queryPlanner"]["winningPlan"].ToString(), StringComparison.Ordinal);
        var (read, shown) = (plan["executionStats"]["totalDocsExamined"].ToInt32(), plan["executionStats"]["nReturned"].ToInt32());
        Assert.True(read <= (2 * shown) + 10, $"{read} cases were read to show {shown}: {plan["queryPlanner"]["winningPlan"]}");
        if (list == "open") Assert.Equal(PageSize + 1, shown);
    }

    [Theory]
    [InlineData("{ 'state.site': '91-EVRY' }", "site")]
    [InlineData("{ 'state.site': { $in: ['91-EVRY', '91-ETAMPES'] } }", "site")]
    [InlineData("{ 'state.status': 'Assigned' }", "status")]
    [InlineData("{ 'state.assignee': 'Bureau 3' }", "assignee")]
    [InlineData("{ 'state.motive': 'attente' }", "motive")]
    [InlineData("{ 'state.verdict': 'Pending', 'state.dueOn': { $lt: '2026-07-03' } }", "verdict")]
    [InlineData("{ 'state.dueOn': { $lt: '2026-07-03' } }", "dueOn")]
    [InlineData("{ }", "dueOn")]
    public async Task A_list_walks_the_index_of_its_filter_in_its_order(string filter, string index)
    {
        var explained = await ExplainAsync(BsonDocument.Parse(filter), "queryPlanner");
        var plan = explained["queryPlanner"]["winningPlan"].ToString();

        Assert.Contains($"\"indexName\" : \"{index}\"", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLSCAN", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("\"SORT\"", plan, StringComparison.Ordinal);
    }

    private static CaseQuery Open { get; } = new()
    {
        Statuses = [CaseStatus.Received, CaseStatus.Acknowledged, CaseStatus.Qualified, CaseStatus.Assigned, CaseStatus.AwaitingUser],
    };

    private Task<BsonDocument> ExplainAsync(CaseQuery query)
    {
        var filter = desk.Service.Reader.FilterOf(query).Render(new RenderArgs<CaseDocument>(
            BsonSerializer.LookupSerializer<CaseDocument>(), BsonSerializer.SerializerRegistry));
        return ExplainAsync(filter, "executionStats");
    }

    private Task<BsonDocument> ExplainAsync(BsonDocument filter, string verbosity)
    {
        var find = new BsonDocument { ["find"] = "cases", ["filter"] = filter, ["sort"] = BsonDocument.Parse("{ 'state.dueOn': 1, _id: 1 }"), ["limit"] = PageSize + 1 };
        return desk.Service.Storage.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument { ["explain"] = find, ["verbosity"] = verbosity }, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Names of the commands that the driver sends within one trace, which the requests of the test continue; background work has others.</summary>
    private sealed class WatchedCommands : IDisposable
    {
        private readonly ConcurrentQueue<string> _seen = new();
        private readonly Activity _trace = new Activity("test").Start();
        private readonly ActivityListener _listener;

        public WatchedCommands()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "MongoDB.Driver",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = command =>
                {
                    if (command.TraceId == _trace.TraceId && command.GetTagItem("db.command.name") is string name) _seen.Enqueue(name);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IEnumerable<string> Seen => _seen;

        public void Dispose()
        {
            _listener.Dispose();
            _trace.Dispose();
        }
    }
}

/// <summary>The service with 2,000 open cases, which nobody changes.</summary>
public sealed class FullDesk(RealEngine engine) : IAsyncLifetime
{
    private const int OpenCases = 2_000;

    internal RunningComplaints Service { get; private set; } = null!;

    /// <summary>One of the cases, with a letter.</summary>
    internal Known Known { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningComplaints.StartAsync(engine);
        Service.Time.Set(new DateOnly(2026, 7, 3));
        Known = await Service.Handler.FiledAsync(("receivedOn", "2026-07-01"));
        await Service.CopyAsync(Known, OpenCases - 1);
        Known = await Service.Handler.DoAsync(Known, "hold", new { text = "Nous cherchons.", newDate = "2026-08-03" });
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
