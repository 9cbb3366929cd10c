using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Features.KeepingCases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Privacy;

/// <summary>Cases of July 2026, looked at five years and a day later; each test has a service of its own, since it is about all of its cases.</summary>
public sealed class Keeping_cases_for_their_time(RealEngine engine)
{
    private static readonly DateOnly Then = new(2026, 7, 3), Later = new(2031, 7, 6);

    private const string Due = "qualipref.complaints.retention.due", LookAge = "qualipref.complaints.retention.look.age";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_what_is_due_and_erases_it_once_a_person_has_confirmed_how_many_that_are()
    {
        await using var service = await StartAsync();
        var due = await service.ClosedCaseOfAsync("duree1");
        var suggestion = await service.Handler.DoAsync(await service.Handler.FiledAsync(("kind", "suggestion"), ("subject", "duree1")), "close", new { outcome = "outOfScope" });
        var open = await service.Handler.FiledAsync();
        var held = await service.Handler.DoAsync(await service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" });
        using var quality = service.As("quality", "*");
        await quality.DoAsync(held, "legal-hold", new { reason = "Recours" });
        var taken = await service.Handler.DoAsync(await service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" });
        service.Time.Set(Later);
        // As old as those that are due; its last step is not.
        taken = await service.Handler.DoAsync(await service.Handler.DoAsync(taken, "reopen", new { reason = "Encore" }), "close", new { outcome = "outOfScope" });
        var fresh = await service.Handler.DoAsync(await service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" });

        using (var numbers = service.Hear())
        {
            await numbers.ReadsAsync(Due, "decision", cases => cases == 2);
            Assert.Equal((0, 0), (numbers.Of(Due)["run"], numbers.Of(Due)["confirmation"]));
            Assert.Empty(numbers.Of(LookAge));
        }
        var preview = Assert.Single((await quality.GetJsonAsync("retention")).List("sites"))!;
        Assert.Equal((Requests.Site, 2, true), (preview.Text("site"), preview.Number("cases"), preview["needsPerson"]!.GetValue<bool>()));
        Assert.Equal([("complaint", false, due.Body.Text("reference")), ("complaint", true, held.Body.Text("reference")), ("suggestion", false, suggestion.Body.Text("reference"))],
            preview.List("rows").Select(row => (row!.Text("kind"), row!["held"]!.GetValue<bool>(), (string?)Assert.Single(row!.List("references")))));

        var other = await (await RunAsync(quality, 3)).ReadAsync(HttpStatusCode.Conflict);
        Assert.Equal("QP-COMPLAINTS-056", other.Text("code"));
        var slip = await (await RunAsync(quality, 2)).ReadAsync(HttpStatusCode.Created);
        var ended = await EndedAsync(service, slip.Text("id")!);

        Assert.Equal([("complaint", 1L), ("suggestion", 1L)], ended.Erased!.Select(one => (one.Kind, one.Cases)));
        Assert.Empty(await service.PlacesOfAsync("duree1"));
        foreach (var (known, isErased) in ((Known, bool)[])[(due, true), (suggestion, true), (open, false), (held, false), (taken, false), (fresh, false)])
            Assert.Equal(isErased, (await service.Handler.KnownAsync(known.Id)).Body["erased"]!.GetValue<bool>());
        Assert.Equal(due.Facts(), (await service.Handler.KnownAsync(due.Id)).Facts());
        Assert.Equal(0, Assert.Single((await quality.GetJsonAsync("retention")).List("sites"))!.Number("cases"));
    }

    [Fact]
    public async Task Keeps_a_slip_for_the_archives_that_names_nobody()
    {
        await using var service = await StartAsync();
        await service.ClosedCaseOfAsync("duree2");
        service.Time.Set(Later);
        using var quality = service.As("quality", Requests.Site);
        var slip = await (await RunAsync(quality, 1, "=visa 12")).ReadAsync(HttpStatusCode.Created);
        await EndedAsync(service, slip.Text("id")!);

        var listed = Assert.Single((await quality.GetJsonAsync("retention/slips")).List("items"))!;
        Assert.Equal((slip.Text("id"), 1, "Agent 7", 1), (listed.Text("id"), listed.Number("due"), listed.Text("decidedBy"), listed.List("erased").Single()!.Number("cases")));
        var response = await quality.GetAsync(new Uri($"retention/slips/{slip.Text("id")}/document", UriKind.Relative), Token);
        var document = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(("text/csv", "bordereau-elimination-91-EVRY-2031-07-06.csv"), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileName));
        Assert.Contains("Réclamations;1;3 juillet 2026;3 juillet 2026;5;6 juillet 2031;Agent 7;", document, StringComparison.Ordinal);
        Assert.Contains("'=visa 12", document, StringComparison.Ordinal);
        Assert.DoesNotContain("duree2", document, StringComparison.Ordinal);
        using var elsewhere = service.As("quality", "91-ETAMPES");
        Assert.Equal(HttpStatusCode.Forbidden, await elsewhere.StatusOfAsync($"retention/slips/{slip.Text("id")}/document"));
        Assert.Equal(HttpStatusCode.Forbidden, (await RunAsync(elsewhere, 1)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await service.Handler.StatusOfAsync("retention"));
    }

    [Fact]
    public async Task Erases_by_a_lasting_decision_without_being_asked()
    {
        await using var service = await StartAsync("--QualiPref:Complaints:Retention:Decision=visa permanent 7");
        await service.ClosedCaseOfAsync("duree3");
        // It is due, and the one that it is merged into is still to be answered.
        var target = await service.Handler.FiledAsync(("site", "91-ETAMPES"));
        var merged = await service.Handler.DoAsync(await service.Handler.FiledAsync(("site", "91-ETAMPES")), "merge", new { into = target.Id, reason = "La même" });
        service.Time.Set(Later);
        service.Part<SlipBell>().Ring();

        var slip = await Eventually.ReadsAsync("it is carried out", async token => await service.Storage.Slips.Find(one => one.Site == Requests.Site).FirstOrDefaultAsync(token), slip => slip is { Running: false }, cancellationToken: Token);

        Assert.Equal(("system", "visa permanent 7", 1L), (slip!.DecidedBy, slip.Decision, Assert.Single(slip.Erased!).Cases));
        Assert.Empty(await service.PlacesOfAsync("duree3"));
        await Eventually.HoldsAsync("of what erased nothing no slip is left", async token => !await service.Storage.Slips.Find(one => one.Site == "91-ETAMPES").AnyAsync(token), cancellationToken: Token);
        Assert.False((await service.Handler.KnownAsync(merged.Id)).Body["erased"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Stops_where_more_is_due_at_once_than_ever_is_until_a_person_says_so()
    {
        await using var service = await StartAsync("--QualiPref:Complaints:Retention:Decision=visa permanent 7", "--QualiPref:Complaints:Retention:MostAtOnce=2");
        for (var number = 0; number < 3; number++) await service.Handler.DoAsync(await service.Handler.FiledAsync(), "close", new { outcome = "outOfScope" });
        await service.Handler.DoAsync(await service.Handler.FiledAsync(("site", "91-ETAMPES")), "close", new { outcome = "outOfScope" });
        service.Time.Set(Later);
        using var numbers = service.Hear();
        Assert.True(numbers.Of(LookAge)[""] > 365 * 86_400);
        await numbers.ReadsAsync(Due, "run", cases => cases == 1);
        service.Part<SlipBell>().Ring();

        // The other site's shows that it has looked.
        await Eventually.HoldsAsync("it has looked", async token => await service.Storage.Slips.Find(one => one.Site == "91-ETAMPES" && one.EndedAt != null).AnyAsync(token), cancellationToken: Token);
        using var quality = service.As("quality", "*");
        Assert.True(Assert.Single((await quality.GetJsonAsync("retention")).List("sites"))!["needsPerson"]!.GetValue<bool>());
        Assert.Equal(0, await service.Storage.Slips.CountDocumentsAsync(one => one.Site == Requests.Site, cancellationToken: Token));
        Assert.InRange(numbers.Of(LookAge)[""], 0, 600);
        await numbers.ReadsAsync(Due, "run", cases => cases == 0);
        Assert.Equal((3, 0), (numbers.Of(Due)["confirmation"], numbers.Of(Due)["decision"]));
        var slip = await (await RunAsync(quality, 3)).ReadAsync(HttpStatusCode.Created);
        Assert.Equal(3, Assert.Single((await EndedAsync(service, slip.Text("id")!)).Erased!).Cases);
    }

    [Theory]
    [InlineData(10, 20, false)]
    [InlineData(11, 20, true)]
    [InlineData(11, 220, false)]
    [InlineData(201, 100_000, true)]
    public void Is_stopped_by_how_many_and_by_what_part_of_all(long due, long kept, bool needsPerson) =>
        Assert.Equal(needsPerson, new RetentionOptions { Decision = "visa permanent 7" }.NeedsPerson(due, kept));

    [Fact]
    public async Task Goes_on_where_a_death_interrupted_it_and_counts_all()
    {
        var service = await StartAsync();
        await service.ClosedCaseOfAsync("duree4");
        var second = await service.ClosedCaseOfAsync("duree4");
        var now = service.Time.GetUtcNow().UtcDateTime;
        var slip = new DisposalSlipDocument
        {
            Id = Guid.NewGuid(),
            Site = Requests.Site,
            DecidedAt = now,
            DecidedBy = "Essai",
            Decision = "visa",
            Due = 2,
            Running = true,
            Kinds = [new RetainedKind("complaint", 5, Then.AddDays(1)), new RetainedKind("suggestion", 2, Then), new RetainedKind("thanks", 2, Then)],
        };
        // One of them is erased already; the decision stands, and nobody carries it out.
        await service.EraseForAsync(second, slip.Id);
        await service.Storage.Slips.InsertOneAsync(slip, cancellationToken: Token);

        service = await service.AgainAsync(engine);

        Assert.Equal(2, Assert.Single((await EndedAsync(service, slip.Id.ToString())).Erased!).Cases);
        Assert.Empty(await service.PlacesOfAsync("duree4"));
        await service.DisposeAsync();
    }

    private async Task<RunningComplaints> StartAsync(params string[] settings)
    {
        var service = await RunningComplaints.StartAsync(engine, settings);
        service.Time.Set(Then);
        return service;
    }

    private static Task<HttpResponseMessage> RunAsync(HttpClient quality, int cases, string decision = "visa 12") =>
        quality.PostAsJsonAsync("retention/run", new JsonObject { ["site"] = Requests.Site, ["cases"] = cases, ["decision"] = decision }, Token);

    private static async Task<DisposalSlipDocument> EndedAsync(RunningComplaints service, string slip)
    {
        var id = Guid.Parse(slip);
        return (await Eventually.ReadsAsync("it is carried out", async token => await service.Storage.Slips.Find(one => one.Id == id).SingleAsync(token), one => one.EndedAt is not null, cancellationToken: Token))!;
    }
}
