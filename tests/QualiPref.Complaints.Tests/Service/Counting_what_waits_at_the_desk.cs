using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Counting_what_waits_at_the_desk(WaitingCases filed) : IClassFixture<WaitingCases>
{
    [Theory]
    [InlineData("status=open", 7, 1, 1, 1, 2, 2)]
    [InlineData("status=open&kind=complaint,suggestion", 6, 1, 1, 1, 2, 1)] // no thanks
    [InlineData("status=open&unassigned=true", 6, 1, 1, 1, 1, 2)]
    [InlineData("status=open&channel=phone", 1, 0, 0, 0, 1, 0)]
    [InlineData("status=", 8, 1, 1, 1, 2, 3)] // and the answered one
    [InlineData("kind=suggestion", 1, 0, 0, 0, 1, 0)]
    [InlineData("q=introuvable", 0, 0, 0, 0, 0, 0)]
    public async Task Says_how_many_there_are_and_when_they_are_due(string filter, int total, int overdue, int today, int thisWeek, int later, int withoutDeadline)
    {
        var counts = await filed.Service.Handler.GetJsonAsync($"complaints/counts?{filter}");

        Assert.Equal(
            (total, overdue, today, thisWeek, later, withoutDeadline),
            (Number(counts, "total"), Number(counts, "overdue"), Number(counts, "dueToday"), Number(counts, "dueThisWeek"), Number(counts, "dueLater"), Number(counts, "withoutDeadline")));
        Assert.Equal(total, (await filed.Service.Handler.GetJsonAsync($"complaints?{filter}")).List("items").Count);
    }

    [Fact]
    public async Task Says_who_has_how_many()
    {
        var desk = await filed.Service.Handler.GetJsonAsync("complaints/desk");

        Assert.Equal((6, 1, 5, 1, 1, 1), (Number(desk, "toDo"), Number(desk, "overdue"), Number(desk, "unassigned"), Number(desk, "awaitingUser"), Number(desk, "answered"), Number(desk, "thanks")));
        Assert.Equal([Given.Handler.ToString(), null], desk.List("handlers").Select(load => load!.Text("assignee")));
        Assert.Equal([1, 5], desk.List("handlers").Select(load => Number(load!["cases"]!, "total")));
        Assert.Equal([0, 1], desk.List("handlers").Select(load => Number(load!["cases"]!, "overdue")));
    }

    [Fact]
    public async Task Counts_only_the_sites_of_the_token()
    {
        var elsewhere = filed.Service.As("handler", "91-ETAMPES");

        Assert.Equal(1, Number(await elsewhere.GetJsonAsync("complaints/counts?status=open"), "total"));
        Assert.Equal(1, Number(await elsewhere.GetJsonAsync("complaints/desk"), "toDo"));
        Assert.Equal(5, Number(await filed.Service.Handler.GetJsonAsync("complaints/desk?site=91-EVRY"), "toDo"));
    }

    [Theory]
    [InlineData("overdue", -38)]
    [InlineData("today", 0)]
    [InlineData("this week", 2)]
    [InlineData("thanks", null)]
    [InlineData("answered", null)]
    public async Task Each_case_says_how_many_working_days_are_left(string subject, int? left)
    {
        var listed = (await filed.Service.Handler.GetJsonAsync("complaints?status=")).List("items").Single(item => item!.Text("subject") == subject);
        Assert.Equal(left, listed!["workingDaysLeft"]?.GetValue<int>());
    }

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}

/// <summary>The service on Wednesday 1 July 2026 with a case of every kind of waiting, named for it.</summary>
public sealed class WaitingCases(RealEngine engine) : IAsyncLifetime
{
    internal RunningComplaints Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningComplaints.StartAsync(engine);
        Service.Time.Set(new DateOnly(2026, 7, 1));
        var handler = Service.Handler;
        await handler.FiledAsync(("subject", "overdue"), ("receivedOn", "2026-04-13"));
        await handler.FiledAsync(("subject", "today"), ("receivedOn", "2026-06-10"));
        var thisWeek = await handler.DoAsync(await handler.FiledAsync(("subject", "this week"), ("receivedOn", "2026-06-12")), "request-information", new { text = "Quelle est la date ?" });
        // The last day of the week: no promise ends on it, what another calendar once promised may.
        await Service.Storage.Cases.UpdateOneAsync(
            one => one.Id == Guid.Parse(thisWeek.Id), Builders<CaseDocument>.Update.Set(one => one.State.DueOn, new DateOnly(2026, 7, 5)), cancellationToken: TestContext.Current.CancellationToken);
        await handler.DoAsync(await handler.FiledAsync(("subject", "later"), ("receivedOn", "2026-06-30"), ("channel", "phone")), "assign", new { assignee = Given.Handler });
        await handler.FiledAsync(("subject", "elsewhere"), ("receivedOn", "2026-06-30"), ("site", "91-ETAMPES"), ("kind", "suggestion"));
        await handler.FiledAsync(("subject", "anonymous"), ("receivedOn", "2026-06-30"), ("contact", null));
        await handler.FiledAsync(("subject", "thanks"), ("receivedOn", "2026-06-30"), ("kind", "thanks"));
        await handler.DoAsync(await handler.FiledAsync(("subject", "answered"), ("receivedOn", "2026-06-30")), "answer", new { subject = "Réponse", body = "Oui." });
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
