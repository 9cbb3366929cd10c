using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Filtering_complaints(FiledComplaints filed) : IClassFixture<FiledComplaints>
{
    [Theory]
    [InlineData("site=91-ETAMPES", "etampes")]
    [InlineData("status=assigned", "assigned")]
    [InlineData("status=open", "assigned etampes overdue plain thanks")]
    [InlineData("status=closed", "closed")]
    [InlineData("assignee=0199f000-5e7d-7000-8000-000000000003", "assigned")]
    [InlineData("motive=horaires", "closed")]
    [InlineData("overdue=true", "overdue")]
    [InlineData("overdue=false&status=open", "assigned etampes plain thanks")]
    [InlineData("dueBefore=2026-07-25", "overdue")] // no answer is owed to thanks, as long as they may have waited
    [InlineData("q=cinquième", "plain")]
    [InlineData("q=fermé", "closed")]
    [InlineData("q=Palmier", "etampes")]
    [InlineData("q=91-etampes-2026-000001", "etampes")]
    [InlineData("q=91-EVRY-2026", "assigned closed overdue plain thanks")]
    [InlineData("q=introuvable", "")]
    public async Task Gives_those_and_no_others(string query, string expected)
    {
        var found = await filed.Service.Handler.GetJsonAsync($"complaints?{query}");

        Assert.Equal(expected, string.Join(' ', found.List("items").Select(item => filed.Names[item!.Text("id")!]).Order(StringComparer.Ordinal)));
    }
}

/// <summary>The service with six cases, which nobody changes.</summary>
public sealed class FiledComplaints(RealEngine engine) : IAsyncLifetime
{
    internal RunningComplaints Service { get; private set; } = null!;

    /// <summary>What each case is there for, by its id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningComplaints.StartAsync(engine);
        Service.Time.Set(new DateOnly(2026, 7, 3));
        var handler = Service.Handler;
        var names = new Dictionary<string, string>
        {
            [(await handler.FiledAsync(("text", "Le cinquième jour."))).Id] = "plain",
            [(await handler.FiledAsync(("receivedOn", "2026-05-04"))).Id] = "overdue",
            [(await handler.FiledAsync(("kind", "thanks"), ("receivedOn", "2026-05-04"))).Id] = "thanks",
            [(await handler.FiledAsync(("site", "91-ETAMPES"), ("contact", new JsonObject { ["name"] = "Association Palmier", ["language"] = "ar" }))).Id] = "etampes",
        };
        names[(await handler.DoAsync(await handler.FiledAsync(), "assign", new { assignee = Given.Handler })).Id] = "assigned";
        var closed = await handler.FiledAsync(("motive", "horaires"), ("subject", "Porte fermée"));
        names[(await handler.DoAsync(closed, "close", new { outcome = "outOfScope" })).Id] = "closed";
        Names = names;
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
