using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>
/// What the database does for the calls behind the pages of the desk with 2,000 open cases: how many commands, as the driver traces them, and
/// how much the engine says it reads for them. A page of the portal is one such call.
/// </summary>
public sealed class Serving_the_desk(FullDesk desk) : IClassFixture<FullDesk>
{
    [Theory]
    [InlineData("complaints?status=open&pageSize=50", "find insert")] // and the entry of the audit log
    [InlineData("complaints?status=open&pageSize=200", "find insert")]
    [InlineData("complaints?status=open&site=91-EVRY&overdue=true&dueBefore=2026-07-06&assignee=0199f000-5e7d-7000-8000-000000000003&motive=attente", "find")] // nobody here
    [InlineData("complaints?status=open&pageSize=50&sort=-gravity", "find find find find insert")] // one for each gravity, and those without
    [InlineData("complaints?q=attente", "find insert")]
    [InlineData("complaints?q=91-EVRY-2026-000001", "find insert")]
    [InlineData("complaints/{id}", "find insert")] // the case with its letters, and the entry
    [InlineData("complaints/{id}/deadline", "find")]
    [InlineData("complaints/{id}/neighbours?status=open&kind=complaint,suggestion", "find find find")] // the case, and those beside it
    [InlineData("complaints/counts?status=open&kind=complaint,suggestion", "aggregate aggregate")] // all of them, and those that wait for an answer
    [InlineData("complaints/desk", "aggregate aggregate aggregate aggregate aggregate aggregate")] // messages and reviews that are unread, promises that are due, letters that did not arrive, what is set aside, and all the rest
    public async Task A_page_is_one_query_or_two_and_one_entry(string call, string commands)
    {
        using var watch = new WatchedCommands();
        await desk.Service.Handler.GetJsonAsync(call.Replace("{id}", desk.Known.Id, StringComparison.Ordinal));
        Assert.Equal(commands, string.Join(' ', watch.Seen));
    }

    [Theory]
    [InlineData("status=open")]
    [InlineData("status=open&aside=false")]
    [InlineData("status=open&site=91-EVRY")]
    [InlineData("status=open&overdue=true")]
    [InlineData("status=open&overdue=false&dueBefore=2026-07-13")]
    [InlineData("status=open&assignee=0199f000-5e7d-7000-8000-000000000003")] // nobody here
    public async Task A_page_of_a_list_reads_hardly_more_than_it_shows(string filter)
    {
        string? cursor = null;
        for (var number = 1; number == 1 || (number == 2 && cursor is not null); number++)
        {
            var (page, query) = await ListAsync($"{filter}&pageSize=200&cursor={cursor}");
            cursor = page.Text("next");

            // One more tells that there is a further page.
            Assert.Equal(page.List("items").Count + (cursor is null ? 0 : 1), query.Shown);
            Assert.True(query.Read <= (2 * query.Shown) + 10, $"{query.Read} cases were read to show {query.Shown}: {query}");
        }
    }

    [Theory]
    [InlineData("site=91-EVRY", "site")]
    [InlineData("", "site", "91-EVRY", "91-ETAMPES")]
    [InlineData("status=assigned", "status")]
    [InlineData("assignee=0199f000-5e7d-7000-8000-000000000003", "assignee")]
    [InlineData("motive=attente", "motive")]
    [InlineData("team=sejour", "team")]
    [InlineData("overdue=true", "verdict")]
    [InlineData("dueBefore=2026-07-03", "dueOn")]
    [InlineData("status=open&sort=-receivedOn", "statusReceivedOn")]
    [InlineData("sort=-receivedOn", "statusReceivedOn")]
    [InlineData("", "dueOn")]
    public async Task A_list_walks_the_index_of_its_filter_in_its_order(string filter, string index, params string[] sites)
    {
        var (_, query) = await ListAsync(filter, sites);

        Assert.Equal([index], query.Indexes);
        Assert.False(query.Sorts, query.ToString());
    }

    [Theory]
    [InlineData("sort=gravity")]
    [InlineData("status=open&kind=complaint,suggestion&aside=false&sort=-gravity")]
    public async Task By_gravity_it_walks_one_index_for_each(string filter)
    {
        desk.Queries.Forget();
        await desk.Service.Handler.GetJsonAsync($"complaints?{filter}&pageSize=50");

        foreach (var find in desk.Queries.Of("cases").Where(find => find["filter"].AsBsonDocument.ToString().Contains("state.gravity", StringComparison.Ordinal)))
        {
            var plan = await desk.Queries.PlanAsync(find, TestContext.Current.CancellationToken);
            Assert.Equal(["gravity"], plan.Indexes);
            Assert.False(plan.Sorts, plan.ToString());
            Assert.True(plan.Read <= (2 * plan.Shown) + 10, plan.ToString());
        }
        Assert.Equal(4, desk.Queries.Of("cases").Count(find => find["filter"].AsBsonDocument.ToString().Contains("state.gravity", StringComparison.Ordinal)));
    }

    /// <summary>Asks for a page as a handler of some sites, of all when none is named, and has the engine tell how it finds what the service asked it for.</summary>
    private async Task<(JsonNode Page, QueryPlan Query)> ListAsync(string filter, params string[] sites)
    {
        desk.Queries.Forget();
        var page = await desk.Service.As("handler", sites.Length == 0 ? ["*"] : sites).GetJsonAsync($"complaints?{filter}");
        // Background work reads the cases too, in other orders.
        var asked = Assert.Single(desk.Queries.Of("cases"), find => find.GetValue("sort", "").ToString()! is var sort && (sort.Contains("dueOn", StringComparison.Ordinal) || sort.Contains("receivedOn", StringComparison.Ordinal)));
        return (page, await desk.Queries.PlanAsync(asked, TestContext.Current.CancellationToken));
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

    /// <summary>What the service asks the database for.</summary>
    public HeardQueries Queries { get; } = new(engine);

    /// <summary>One of the cases, with a letter.</summary>
    internal Known Known { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningComplaints.StartAsync(engine, Queries);
        Service.Time.Set(new DateOnly(2026, 7, 3));
        Known = await Service.Handler.FiledAsync(("receivedOn", "2026-07-01"));
        await Service.CopyAsync(Known, OpenCases - 1);
        Known = await Service.Handler.DoAsync(Known, "hold", new { text = "Nous cherchons.", newDate = "2026-08-03" });
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Queries.DisposeAsync();
    }
}
