using System.Net;
using System.Text.Json.Nodes;
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
}
