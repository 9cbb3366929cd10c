using System.Net;
using System.Net.Http.Json;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Sending;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Auditing;

namespace QualiPref.Complaints.Tests.Privacy;

public sealed class Erasing_a_case(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private readonly HttpClient _quality = shared.Service.As("quality", "*");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Leaves_its_facts_and_nothing_that_anybody_wrote()
    {
        var known = await Service.ClosedCaseOfAsync("effacement1");
        await Service.WithFileAsync(known, "effacement1");
        Assert.Equal(["attachments.chunks", "attachments.files", "cases"], await Service.PlacesOfAsync("effacement1"));
        var told = await Service.Told.VersionAsync(known.Id, (int)known.Body["version"]!);

        var erased = await _quality.ErasedAsync(known);

        Assert.Empty(await Service.PlacesOfAsync("effacement1"));
        Assert.Equal(known.Facts(), erased.Facts());
        var again = await Service.Told.VersionAsync(known.Id, told.Version + 1);
        Assert.Equal(told with { Version = again.Version }, again);
        Assert.Equal((true, null, null, null), (erased.Body["erased"]!.GetValue<bool>(), erased.Body.Text("text"), erased.Body.Text("subject"), erased.Body["contact"]));
        Assert.Equal(("erase", "request", "Agent 7"), (erased.Body.List("history")[^1]!.Text("transition"), erased.Body.List("history")[^1]!.Text("note"), erased.Body.List("history")[^1]!.Text("by")));
        Assert.Equal(known.Body.List("history").Select(entry => entry!.Text("transition")).Append("erase"), erased.Body.List("history").Select(entry => entry!.Text("transition")));
        // What waits on paper is not brought any more; it is told that it was written, and when.
        Assert.Equal(["takenBack", "takenBack", "takenBack"], erased.Body.List("letters").Select(letter => letter!["delivery"]!.Text("state")));
        Assert.All(erased.Body.List("letters"), letter => Assert.Equal(("", ""), (letter!.Text("subject"), letter!.Text("body"))));
    }

    [Fact]
    public async Task Leaves_nothing_of_why_an_answer_came_late_nor_of_whom_a_case_was_transferred_to()
    {
        var late = await Service.Handler.FiledAsync(("receivedOn", "2026-01-05"), ("contact", Persons.Contact("effacement8")));
        late = await Service.Handler.DoAsync(late, "answer", new { subject = "Réponse", body = "Corps", way = "hand", lateReason = "Retard effacement8" });
        late = await Service.Handler.DoAsync(late, "close", new { outcome = "founded" });
        var elsewhere = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "transfer", new { to = "Organisme effacement8", reason = "Motif effacement8" });
        Assert.Equal(["cases"], await Service.PlacesOfAsync("Retard effacement8"));
        Assert.Equal(["cases"], await Service.PlacesOfAsync("Organisme effacement8"));

        await _quality.ErasedAsync(late);
        await _quality.ErasedAsync(elsewhere);

        Assert.Empty(await Service.PlacesOfAsync("effacement8"));
    }

    [Fact]
    public async Task Is_told_to_whoever_follows_it_or_files_it_again()
    {
        var id = Guid.NewGuid();
        var filing = Requests.Filing(("channel", "web"), ("contact", Persons.Contact("effacement2")), ("proof", Service.ProofOf(id)));
        await (await Service.Public.FileAsync(filing)).ReadAsync(HttpStatusCode.Created);
        var known = await Service.Handler.DoAsync(await Service.Handler.KnownAsync($"{id}"), "close", new { outcome = "outOfScope" });

        await _quality.ErasedAsync(known);

        var followed = await Service.Public.GetAsync(new Uri($"tracking/{known.Body.Text("trackingCode")}", UriKind.Relative), Token);
        Assert.Equal("QP-COMPLAINTS-051", (await followed.ReadAsync(HttpStatusCode.Gone)).Text("code"));
        Assert.Equal("QP-COMPLAINTS-051", (await (await Service.Public.FileAsync(filing)).ReadAsync(HttpStatusCode.Gone)).Text("code"));
        Assert.Empty(await Service.PlacesOfAsync("effacement2"));
    }

    [Fact]
    public async Task Is_the_end_of_it_whatever_somebody_still_wants_to_do()
    {
        var known = await _quality.ErasedAsync(await Service.ClosedCaseOfAsync("effacement3"));
        var other = await Service.Handler.FiledAsync();
        var letter = known.LastLetter();
        (string, object)[] wanted =
        [
            ("reopen", new { reason = "Encore" }), ("correct", new { kind = "thanks", reason = "Encore" }), ("letter", Sending.Letters.Answer), ("erase", new { }),
            ("legal-hold", new { reason = "Encore" }), ($"letters/{letter}/send-again", new { way = "email", to = "encore@example.test" }), ($"letters/{letter}/returned", new { }),
        ];

        foreach (var (call, body) in wanted) Assert.Equal((call, "QP-COMPLAINTS-050"), (call, (await (await _quality.TryAsync(known, call, body)).ReadAsync(HttpStatusCode.Conflict)).Text("code")));
        var kept = await Service.Handler.PutAsJsonAsync($"complaints/{known.Id}/drafts/answer", new { fields = new[] { new { name = "body", text = "Encore" } } }, Token);
        Assert.Equal("QP-COMPLAINTS-050", (await kept.ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        var merged = await Service.Handler.TryAsync(other, "merge", new { into = known.Id, reason = "La même" });
        Assert.Equal("QP-COMPLAINTS-050", (await merged.ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        Assert.Equal(known.ETag, (await Service.Handler.KnownAsync(known.Id)).ETag);
    }

    [Fact]
    public async Task Is_refused_as_long_as_something_is_owed()
    {
        var open = await Service.Handler.FiledAsync();
        var target = await Service.Handler.FiledAsync();
        var merged = await Service.Handler.DoAsync(await Service.Handler.FiledAsync(), "merge", new { into = target.Id, reason = "La même" });

        Assert.Equal("QP-COMPLAINTS-053", await RefusalAsync(open));
        Assert.Equal("QP-COMPLAINTS-053", await RefusalAsync(merged));
        await Service.Handler.DoAsync(target, "close", new { outcome = "outOfScope" });
        Assert.True((await _quality.ErasedAsync(merged)).Body["erased"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.Forbidden, (await Service.Handler.TryAsync(open, "erase", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _quality.TryAsync(target.Id, "\"1\"", "erase", new { })).StatusCode);
    }

    [Fact]
    public async Task Is_refused_while_a_machine_is_about_to_send_a_letter_and_keeps_the_address_for_it()
    {
        var known = await Service.ClosedCaseOfAsync("effacement4");
        var id = Guid.Parse(known.Id);
        var before = await Service.Storage.Cases.Find(one => one.Id == id).SingleAsync(Token);
        var waiting = before.Letters[^1].Delivery!;
        await Service.Part<CaseStore>().TryReplaceAsync(id, waiting, waiting with { State = DeliveryState.HandingOver, DueAt = waiting.LastAt }, null, Token);

        Assert.Equal("QP-COMPLAINTS-054", await RefusalAsync(known));
        // In the database too: it may begin after the case was read.
        var mark = new Erasure { At = waiting.LastAt, By = "Essai", Reason = ErasureReason.Request };
        var audit = AuditEntry.Of(new AuditAct(AuditKinds.Correction, "case.erase"), AuditActor.Unknown, AuditSubject.Of("case", id), Service.Time.GetUtcNow());
        Assert.False(await Service.Part<ErasureStore>().TryEraseAsync(before, before.State, before.History[0], mark, audit, Token));
    }

    [Fact]
    public async Task Is_not_undone_by_somebody_who_had_read_it_before()
    {
        var known = await Service.ClosedCaseOfAsync("effacement5");
        var id = Guid.Parse(known.Id);
        var before = await Service.Storage.Cases.Find(one => one.Id == id).SingleAsync(Token);
        await _quality.ErasedAsync(known);

        foreach (var delivery in before.Letters.Select(letter => letter.Delivery!))
        {
            foreach (var state in (DeliveryState[])[delivery.State, DeliveryState.TakenBack])
            {
                var read = delivery with { State = state };
                await Service.Part<CaseStore>().TryReplaceAsync(id, read, read.After(DeliveryState.Returned, delivery.LastAt, "Essai"), null, Token);
            }
        }

        Assert.Empty(await Service.PlacesOfAsync("effacement5"));
    }

    [Fact]
    public async Task Leaves_no_bytes_of_its_files_where_the_service_died_in_the_midst_of_it()
    {
        var known = await Service.ClosedCaseOfAsync("effacement6");
        var file = await Service.WithFileAsync(known, "effacement6");
        await Service.Part<AttachmentStore>().SweepAsync(Service.Time.GetUtcNow().AddDays(2), Token);
        var bytes = await Service.Part<AttachmentStore>().ReadAsync(file.Id, Token);
        await Service.Part<AttachmentStore>().LoosenAsync(Guid.Parse(known.Id), Token);
        var id = Guid.Parse(known.Id);
        await Service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<CaseDocument>.Update.Unset(one => one.Attachments), cancellationToken: Token);

        await Service.Part<AttachmentStore>().SweepAsync(Service.Time.GetUtcNow().AddDays(2), Token);

        Assert.NotNull(bytes);
        Assert.Null(await Service.Part<AttachmentStore>().ReadAsync(file.Id, Token));
    }

    [Fact]
    public async Task Is_in_the_audit_log_with_who_and_why()
    {
        var known = await _quality.ErasedAsync(await Service.ClosedCaseOfAsync("effacement7"));
        using var admin = Service.As("admin", "*");
        var entry = Assert.Single((await admin.GetJsonAsync($"audit?on={known.Id}&kind=correction")).List("items"), one => one!.Text("act") == "case.erase")!;
        Assert.Equal(("request", Requests.Site), (entry["details"]!.Text("reason"), entry.List("sites").Single()!.GetValue<string>()));
    }

    private async Task<string?> RefusalAsync(Known known) => (await (await _quality.TryAsync(known, "erase", new { })).ReadAsync(HttpStatusCode.Conflict)).Text("code");
}
