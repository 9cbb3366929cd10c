using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Finding_complaints(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    private HttpClient Handler => _service.Handler;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningComplaints.StartAsync(engine);
        _service.Time.Set(new DateOnly(2026, 7, 3));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Pages_through_all_of_them_once_due_date_first()
    {
        foreach (var day in new[] { "2026-07-02", "2026-06-01", "2026-06-15", "2026-06-15", "2026-06-15" }) await Handler.FiledAsync(("receivedOn", day));

        var seen = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await Handler.GetJsonAsync($"complaints?pageSize=2&cursor={cursor}");
            Assert.InRange(page.List("items").Count, 1, 2);
            seen.AddRange(page.List("items").Select(item => item!));
            cursor = page.Text("next");
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Select(item => item.Text("id")).Distinct().Count());
        Assert.Equal(seen.Select(item => item.Text("dueOn")!).Order(StringComparer.Ordinal), seen.Select(item => item.Text("dueOn")!));
        Assert.All(seen, item => Assert.Null(item["contact"]));
    }

    [Theory]
    [InlineData("site=91-ETAMPES", "etampes")]
    [InlineData("status=assigned", "assigned")]
    [InlineData("status=open", "assigned etampes overdue plain")]
    [InlineData("status=closed", "closed")]
    [InlineData("assignee=Bureau%203", "assigned")]
    [InlineData("motive=horaires", "closed")]
    [InlineData("overdue=true", "overdue")]
    [InlineData("overdue=false&status=open", "assigned etampes plain")]
    [InlineData("dueBefore=2026-07-25", "overdue")]
    [InlineData("q=cinquième", "plain")]
    [InlineData("q=fermé", "closed")]
    [InlineData("q=Palmier", "etampes")]
    [InlineData("q=91-etampes-2026-000001", "etampes")]
    [InlineData("q=91-EVRY-2026", "assigned closed overdue plain")]
    [InlineData("q=introuvable", "")]
    public async Task By_a_filter_gives_those_and_no_others(string query, string expected)
    {
        var names = new Dictionary<string, string>
        {
            [(await Handler.FiledAsync(("text", "Le cinquième jour."))).Id] = "plain",
            [(await Handler.FiledAsync(("receivedOn", "2026-05-04"))).Id] = "overdue",
            [(await Handler.FiledAsync(("site", "91-ETAMPES"), ("contact", new JsonObject { ["name"] = "Association Palmier", ["language"] = "ar" }))).Id] = "etampes",
        };
        names[(await Handler.DoAsync(await Handler.FiledAsync(), "assign", new { assignee = "Bureau 3" })).Id] = "assigned";
        var closed = await Handler.FiledAsync(("motive", "horaires"), ("subject", "Porte fermée"));
        names[(await Handler.DoAsync(closed, "close", new { outcome = "outOfScope" })).Id] = "closed";

        var found = await Handler.GetJsonAsync($"complaints?{query}");

        Assert.Equal(expected, string.Join(' ', found.List("items").Select(item => names[item!.Text("id")!]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Shows_only_the_sites_of_the_token()
    {
        await Handler.FiledAsync();
        var etampes = await Handler.FiledAsync(("site", "91-ETAMPES"));
        var caller = _service.As("handler", "91-ETAMPES");

        Assert.Equal(etampes.Id, Assert.Single((await caller.GetJsonAsync("complaints")).List("items"))!.Text("id"));
        Assert.Equal(HttpStatusCode.Forbidden, await caller.StatusOfAsync("complaints?site=91-EVRY"));
        Assert.Equal(HttpStatusCode.Forbidden, await _service.As("agent", "*").StatusOfAsync("complaints"));
    }

    [Fact]
    public async Task By_what_is_no_filter_names_it()
    {
        var response = await Handler.GetAsync(
            new Uri("complaints?site=x&status=y&motive=z&overdue=1&dueBefore=demain&pageSize=0&cursor=%25", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(["cursor", "dueBefore", "motive", "overdue", "pageSize", "site", "status"],
            (await response.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
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
    public async Task Walks_the_index_of_the_filter_in_the_order_of_the_list(string filter, string index)
    {
        await _service.CopyAsync(await Handler.FiledAsync(), 400);

        var plan = (await ExplainAsync(filter)).ToString();

        Assert.Contains($"\"indexName\" : \"{index}\"", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLSCAN", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("\"SORT\"", plan, StringComparison.Ordinal);
    }

    private async Task<BsonValue> ExplainAsync(string filter)
    {
        var find = new BsonDocument { ["find"] = "cases", ["filter"] = BsonDocument.Parse(filter), ["sort"] = BsonDocument.Parse("{ 'state.dueOn': 1, _id: 1 }"), ["limit"] = 51 };
        var plan = await _service.Storage.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument { ["explain"] = find, ["verbosity"] = "queryPlanner" }, cancellationToken: TestContext.Current.CancellationToken);
        return plan["queryPlanner"]["winningPlan"];
    }
}
