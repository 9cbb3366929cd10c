using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Life;

// It is Friday 3 July 2026: what is received then is due on 27 July, since 14 July is a holiday.
public sealed class Setting_a_case_aside(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private HttpClient Handler => shared.Service.Handler;

    [Fact]
    public async Task Takes_it_off_what_is_owed_until_that_morning_and_moves_no_due_date()
    {
        await Handler.FiledAsync(("site", "91-ETAMPES"));
        var known = await Handler.FiledAsync(("site", "91-ETAMPES"));
        var due = known.Body.Text("dueOn");

        known = await Handler.DoAsync(known, "set-aside", new { until = "2026-07-08", note = "La pièce arrive mardi." });

        Assert.Equal(("2026-07-08", due, "received", "pending"), (known.Body.Text("asideUntil"), known.Body.Text("dueOn"), known.Body.Text("status"), known.Body.Text("verdict")));
        Assert.Equal(("set-aside", "La pièce arrive mardi."), (known.Body.List("history")[^1]!.Text("transition"), known.Body.List("history")[^1]!.Text("note")));
        Assert.Equal((1, 1, 1), await OwedAsync());
        Assert.Equal([known.Id], await ListAsync("aside=true"));

        try
        {
            shared.Service.Time.Set(new DateOnly(2026, 7, 7));
            Assert.Equal((1, 1, 1), await OwedAsync());

            shared.Service.Time.Set(new DateOnly(2026, 7, 8));
            Assert.Equal((2, 2, 0), await OwedAsync());
            Assert.Empty(await ListAsync("aside=true"));
            Assert.Null((await Handler.KnownAsync(known.Id)).Body["asideUntil"]);
        }
        finally
        {
            shared.Service.Time.Set(new DateOnly(2026, 7, 3));
        }
    }

    [Fact]
    public async Task Ends_as_soon_as_the_person_writes()
    {
        var known = await Handler.DoAsync(await Handler.FiledAsync(), "set-aside", new { until = "2026-07-08" });

        var written = await Handler.PostAsJsonAsync($"tracking/{known.Body.Text("trackingCode")}/messages", new { text = "Voici la pièce." }, TestContext.Current.CancellationToken);
        await written.ReadAsync(HttpStatusCode.OK);

        var read = await Handler.KnownAsync(known.Id);
        Assert.Null(read.Body["asideUntil"]);
        Assert.Equal(("take-up", ""), (read.Body.List("history")[^1]!.Text("transition"), read.Body.List("history")[^1]!.Text("by")));
    }

    [Theory]
    [InlineData("take-up", "{}")]
    [InlineData("assign", """{"assignee":"0199f000-5e7d-7000-8000-000000000003"}""")]
    [InlineData("hold", """{"text":"Nous cherchons.","newDate":"2026-08-03"}""")]
    public async Task Ends_with_the_next_step(string step, string body)
    {
        var known = await Handler.DoAsync(await Handler.FiledAsync(), "set-aside", new { until = "2026-07-08" });

        known = await Handler.DoAsync(known, step, JsonNode.Parse(body)!);

        Assert.Null(known.Body["asideUntil"]);
        var change = Assert.Single(known.Body.List("history")[^1]!.List("changes"), change => change!.Text("field") == "asideUntil");
        Assert.Equal(("2026-07-08", null), (change!.Text("from"), change!.Text("to")));
        Assert.Equal("QP-COMPLAINTS-060", (await (await Handler.TryAsync(known, "take-up", new { })).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
    }

    [Theory]
    [InlineData("2026-07-03", false)] // today
    [InlineData("2026-07-04", true)]
    [InlineData("2026-07-24", true)] // the last working day before Monday, on which it is due
    [InlineData("2026-07-25", false)]
    [InlineData("2026-07-27", false)]
    public async Task Is_for_a_day_that_leaves_time_to_answer(string until, bool allowed)
    {
        var known = await Handler.FiledAsync();
        Assert.Equal("2026-07-27", known.Body.Text("dueOn"));

        using var reply = await Handler.TryAsync(known, "set-aside", new { until });

        if (allowed) await reply.ReadAsync(HttpStatusCode.OK);
        else Assert.Equal(["/until"], (await reply.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }

    [Theory]
    [InlineData("2026-05-04")] // overdue
    [InlineData("2026-06-12")] // due today
    [InlineData("2026-06-15")] // due on Monday: nothing but days off lies between
    public async Task Is_too_late_where_the_answer_is_due(string receivedOn)
    {
        var known = await Handler.FiledAsync(("receivedOn", receivedOn));

        var refused = await (await Handler.TryAsync(known, "set-aside", new { until = "2026-07-06" })).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("trop proche, ou passée", refused.List("errors")[0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_with_a_correction_which_may_make_the_answer_due_sooner()
    {
        var aside = Given.Accept(Given.Case(), Given.Command("set-aside")).Next;

        Assert.Null(Given.Accept(aside, new Correct(Given.ReceivedOn.AddDays(-30), null, null, null, "Cachet")).Next.AsideUntil);
    }

    /// <summary>How many the desk says are to do, how many its list holds, and how many are set aside.</summary>
    private async Task<(int Desk, int Listed, int Aside)> OwedAsync()
    {
        var desk = await Handler.GetJsonAsync("complaints/desk?site=91-ETAMPES");
        var counts = await Handler.GetJsonAsync("complaints/counts?site=91-ETAMPES&status=open&aside=false");
        Assert.Equal(counts.Number("total"), (await ListAsync("aside=false")).Count);
        return (desk.Number("toDo"), counts.Number("total"), desk.Number("aside"));
    }

    private async Task<IReadOnlyList<string>> ListAsync(string filter) =>
        [.. (await Handler.GetJsonAsync($"complaints?site=91-ETAMPES&status=open&{filter}")).List("items").Select(item => item!.Text("id")!)];
}
