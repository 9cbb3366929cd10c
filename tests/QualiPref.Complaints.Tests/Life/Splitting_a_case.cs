using System.Net;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Life;

public sealed class Splitting_a_case(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private HttpClient Handler => shared.Service.Handler;

    [Fact]
    public async Task Makes_a_second_of_the_same_person_and_days_and_both_name_each_other()
    {
        var first = await Handler.FiledAsync(("receivedOn", "2026-06-15"), ("motive", "attente"));

        var second = await SplitAsync(first, Guid.NewGuid());

        Assert.NotEqual(first.Body.Text("reference"), second.Body.Text("reference"));
        foreach (var same in (string[])["site", "kind", "channel", "receivedOn", "dueOn", "legalDueOn", "verdict", "contact"])
            Assert.Equal(first.Body[same]!.ToJsonString(), second.Body[same]!.ToJsonString());
        Assert.Equal(("horaires", "qualified", "Le guichet était fermé.", first.Id), (second.Body.Text("motive"), second.Body.Text("status"), second.Body.Text("text"), second.Body.Text("splitFrom")));
        Assert.NotEqual(first.Body.Text("trackingCode"), second.Body.Text("trackingCode"));
        first = await Handler.KnownAsync(first.Id);
        Assert.Equal([second.Id], first.Body.List("splitInto").Select(id => id!.GetValue<string>()));
        Assert.Equal(("split", second.Body.Text("reference")), (first.Body.List("history")[^1]!.Text("transition"), first.Body.List("history")[^1]!.Text("note")));
        Assert.Equal(("split-from", first.Body.Text("reference")), (second.Body.List("history")[0]!.Text("transition"), second.Body.List("history")[0]!.Text("note")));
    }

    [Fact]
    public async Task Counts_as_a_further_complaint_received()
    {
        var first = await Handler.FiledAsync(("receivedOn", "2026-06-15"));
        var second = await SplitAsync(first, Guid.NewGuid());

        var told = await shared.Service.Told.VersionAsync(second.Id, 1);
        Assert.Equal(("91-EVRY", "complaint", new DateOnly(2026, 6, 15), "horaires"), (told.Site, told.Kind, told.ReceivedOn, told.Motive));
        await shared.Service.Told.VersionAsync(first.Id, 2);
    }

    [Fact]
    public async Task Twice_with_one_id_makes_one_and_mends_what_a_death_left()
    {
        var (first, id) = (await Handler.FiledAsync(), Guid.NewGuid());
        var second = await SplitAsync(first, id);
        // As if the service had died before the first case said so.
        await shared.Service.Storage.Cases.UpdateOneAsync(one => one.Id == Guid.Parse(first.Id),
            Builders<CaseDocument>.Update.PullFilter(one => one.SplitInto, one => one == id), cancellationToken: TestContext.Current.CancellationToken);

        var again = await SplitAsync(first, id);

        Assert.Equal(second.Body.Text("reference"), again.Body.Text("reference"));
        var read = await Handler.KnownAsync(first.Id);
        Assert.Equal([id.ToString()], read.Body.List("splitInto").Select(one => one!.GetValue<string>()));
        await SplitAsync(first, id);
        Assert.Equal(read.ETag, (await Handler.KnownAsync(first.Id)).ETag);
        Assert.Equal("QP-COMPLAINTS-002", (await (await Handler.TryAsync(read, "split", Body(id, "Autre chose."))).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
    }

    [Fact]
    public async Task Is_undone_by_a_merge()
    {
        var first = await Handler.FiledAsync();
        var second = await SplitAsync(first, Guid.NewGuid());

        var merged = await Handler.DoAsync(second, "merge", new { into = first.Id, reason = "Un seul sujet" });

        Assert.Equal(("merged", first.Id, "notApplicable"), (merged.Body.Text("status"), merged.Body.Text("mergedInto"), merged.Body.Text("verdict")));
    }

    [Fact]
    public async Task Goes_to_who_has_the_first_and_stays_anonymous()
    {
        var first = await Handler.DoAsync(await Handler.FiledAsync(("contact", null)), "assign", new { assignee = "0199f000-5e7d-7000-8000-000000000003" });

        var second = await SplitAsync(first, Guid.NewGuid());

        Assert.Equal(("assigned", "0199f000-5e7d-7000-8000-000000000003", "notApplicable"), (second.Body.Text("status"), second.Body.Text("assignee"), second.Body.Text("verdict")));
        Assert.Null(second.Body["contact"]);
    }

    [Fact]
    public async Task Is_for_an_open_case_as_it_was_read()
    {
        var known = await Handler.FiledAsync();
        var closed = await Handler.DoAsync(known, "close", new { outcome = "outOfScope" });

        await (await Handler.TryAsync(known.Id, null, "split", Body(Guid.NewGuid()))).ReadAsync(HttpStatusCode.PreconditionRequired);
        await (await Handler.TryAsync(known, "split", Body(Guid.NewGuid()))).ReadAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("QP-COMPLAINTS-001", (await (await Handler.TryAsync(closed, "split", Body(Guid.NewGuid()))).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        Assert.Equal(["/id", "/motive", "/text"], (await (await Handler.TryAsync(closed, "split", new { motive = "rien" })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
        Assert.Equal(closed.ETag, (await Handler.KnownAsync(known.Id)).ETag);
    }

    private async Task<Known> SplitAsync(Known first, Guid id)
    {
        var reply = await Handler.TryAsync(first, "split", Body(id));
        return new Known(id.ToString(), reply.Headers.ETag?.Tag ?? "", await reply.ReadAsync(HttpStatusCode.Created));
    }

    private static object Body(Guid id, string text = "Le guichet était fermé.") => new { id, motive = "horaires", subject = "Le second sujet", text };
}
