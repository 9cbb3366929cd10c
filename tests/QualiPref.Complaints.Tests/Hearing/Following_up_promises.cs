using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Sending;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Hearing;

/// <summary>On Friday 3 July 2026.</summary>
public sealed class Following_up_promises(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private const string Desk = "complaints/desk?site=91-ETAMPES", Due = "complaints?site=91-ETAMPES&promiseDue=true";

    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Shows_the_person_what_the_answer_announced_and_what_became_of_it()
    {
        var known = await PromisedAsync(("Rouvrir le guichet 4", "2026-07-20"), ("Remplacer le courrier", "2026-09-01"));
        Assert.Equal(["open", "open"], await StatesAsync(known));

        await SettledAsync(known, 0, new { state = "kept", keptOn = "2026-07-03" });
        var settled = await SettledAsync(known, 1, new { state = "notKept", reason = "Le courrier est introuvable." });

        var tracked = await TrackedAsync(known);
        Assert.Equal([("Rouvrir le guichet 4", "2026-07-20", "kept", "2026-07-03", null), ("Remplacer le courrier", "2026-09-01", "notKept", null, "Le courrier est introuvable.")],
            tracked.List("promises").Select(one => (one!.Text("text"), one!.Text("dueOn"), one!.Text("state"), one!.Text("keptOn"), one!.Text("reason"))));
        Assert.Equal(known.ETag, (await Service.Handler.KnownAsync(known.Id)).ETag);
        Assert.Equal(["Agent 7", "Agent 7"], settled.List("promises").Select(one => one!.Text("by")));
    }

    [Fact]
    public async Task The_person_confirms_or_denies_what_is_said_to_be_kept_and_nothing_else()
    {
        var known = await PromisedAsync(("Rouvrir le guichet 4", "2026-07-20"), ("Remplacer le courrier", "2026-09-01"));
        Assert.Equal("QP-COMPLAINTS-043", (await (await ConfirmAsync(known, 0, true)).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        await SettledAsync(known, 0, new { state = "kept" });
        await SettledAsync(known, 1, new { state = "kept" });

        for (var time = 0; time < 2; time++) await (await ConfirmAsync(known, 0, true)).ReadAsync(HttpStatusCode.OK);
        await (await ConfirmAsync(known, 1, false)).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(["confirmed", "denied"], await StatesAsync(known));
        Assert.Equal("QP-COMPLAINTS-043", (await (await ConfirmAsync(known, 0, false)).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        // What they confirmed is over; what they denied is to be done once more.
        Assert.Equal("QP-COMPLAINTS-043", (await (await SettleAsync(known, 0, new { state = "open" })).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        await SettledAsync(known, 1, new { state = "kept" });
        await (await ConfirmAsync(known, 1, true)).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_due_within_a_week_or_late_or_denied_comes_to_the_desk_counted()
    {
        var soon = await PromisedAsync("91-ETAMPES", ("Rappeler", "2026-07-10"));
        var later = await PromisedAsync("91-ETAMPES", ("Rappeler", "2026-07-11"));
        var denied = await PromisedAsync("91-ETAMPES", ("Rappeler", "2026-12-01"));
        await SettledAsync(denied, 0, new { state = "kept" });
        Assert.Equal([soon.Id], await DueAsync());

        await (await ConfirmAsync(denied, 0, false)).ReadAsync(HttpStatusCode.OK);
        Assert.Equal(new[] { soon.Id, denied.Id }.Order(), (await DueAsync()).Order());
        Assert.Equal(2, (await Service.Handler.GetJsonAsync(Desk)).Number("promises"));

        // It stays there when it is late, and goes when it is kept.
        Service.Time.Set(new DateOnly(2026, 7, 13));
        Assert.Equal(new[] { soon.Id, later.Id, denied.Id }.Order(), (await DueAsync()).Order());
        await SettledAsync(soon, 0, new { state = "kept" });
        await SettledAsync(later, 0, new { state = "notKept", reason = "Sans objet." });
        await SettledAsync(denied, 0, new { state = "open" });
        Assert.Empty(await DueAsync());
        Assert.Equal(0, (await Service.Handler.GetJsonAsync(Desk)).Number("promises"));
        Service.Time.Set(new DateOnly(2026, 7, 3));
    }

    [Fact]
    public async Task Goes_with_the_answer_that_is_taken_back()
    {
        var known = await PromisedAsync(("Rappeler", "2026-07-05"));

        known = await Service.Handler.DoAsync(known, $"letters/{known.LastLetter()}/take-back", new { });

        Assert.Empty(known.Body.List("promises"));
        Assert.Empty((await Service.Handler.KnownAsync(known.Id)).Body.List("promises"));
    }

    [Fact]
    public async Task Every_fault_is_told_at_its_place()
    {
        var known = await Service.Handler.FiledAsync();
        object Answer(params object[] promises) => new { subject = "Réponse", body = "Voici.", promises };
        async Task<IReadOnlyList<string>> FaultsAsync(object answer) => (await (await Service.Handler.TryAsync(known, "answer", answer)).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers();

        Assert.Equal(["/promises/1/dueOn", "/promises/1/text"], await FaultsAsync(Answer(new { text = "Rappeler", dueOn = "2026-07-05" }, new { text = "", dueOn = "demain" })));
        Assert.Equal(["/promises/0/dueOn"], await FaultsAsync(Answer(new { text = "Rappeler", dueOn = "2026-07-02" })));
        Assert.Equal(["/promises/0/dueOn"], await FaultsAsync(Answer(new { text = "Rappeler", dueOn = "2029-01-01" })));
        Assert.Equal(["/promises"], await FaultsAsync(Answer([.. Enumerable.Repeat<object>(new { text = "Rappeler", dueOn = "2026-07-05" }, 6)])));
        var promised = await PromisedAsync(("Rappeler", "2026-07-05"));
        (object Body, string Field)[] settled =
        [
            (new { }, "/state"), (new { state = "confirmed" }, "/state"), (new { state = "notKept" }, "/reason"), (new { state = "kept", reason = "Non" }, "/reason"),
            (new { state = "open", keptOn = "2026-07-03" }, "/keptOn"), (new { state = "kept", keptOn = "2026-07-04" }, "/keptOn"), (new { state = "kept", keptOn = "2026-07-02" }, "/keptOn"),
        ];
        foreach (var (body, field) in settled) Assert.Equal((field, 1), await FaultAsync(promised, body));

        async Task<(string, int)> FaultAsync(Known of, object body)
        {
            var pointers = (await (await SettleAsync(of, 0, body)).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers();
            return (pointers[0], pointers.Count);
        }
    }

    [Fact]
    public async Task An_erasure_leaves_how_they_stood_and_none_of_the_words()
    {
        var known = await Service.Handler.DoAsync(await PromisedAsync(("Motpromis un", "2026-07-05"), ("Motpromis deux", "2026-07-05")), "close", new { outcome = "founded" });
        await SettledAsync(known, 1, new { state = "notKept", reason = "Motpromis trois" });

        var erased = await Service.As("quality", "*").ErasedAsync(known);

        Assert.Equal([("", "open", null), ("", "notKept", null)], erased.Body.List("promises").Select(one => (one!.Text("text"), one!.Text("state"), one!.Text("reason"))));
        Assert.Empty(await Service.PlacesOfAsync("Motpromis"));
        Assert.Equal("QP-COMPLAINTS-050", (await (await SettleAsync(known, 0, new { state = "kept" })).ReadAsync(HttpStatusCode.Conflict)).Text("code"));
    }

    private Task<Known> PromisedAsync(params (string Text, string DueOn)[] promises) => PromisedAsync(Requests.Site, promises);

    private async Task<Known> PromisedAsync(string site, params (string Text, string DueOn)[] promises) => await Service.Handler.DoAsync(
        await Service.Handler.FiledAsync(("site", site), ("receivedOn", "2026-07-03")), "answer",
        new { subject = "Réponse", body = "Voici.", promises = promises.Select(one => new { text = one.Text, dueOn = one.DueOn }) });

    private Task<HttpResponseMessage> SettleAsync(Known known, int promise, object body) => Service.Handler.TryAsync(known.Id, null, $"promises/{IdOf(known, promise)}/settle", body);

    private async Task<JsonNode> SettledAsync(Known known, int promise, object body) => await (await SettleAsync(known, promise, body)).ReadAsync(HttpStatusCode.OK);

    private Task<HttpResponseMessage> ConfirmAsync(Known known, int promise, bool kept) =>
        Service.Public.PostJsonAsync($"tracking/{known.Body.Text("trackingCode")}/promises/{IdOf(known, promise)}/confirm", new { kept });

    private Task<JsonNode> TrackedAsync(Known known) => Service.Public.GetJsonAsync($"tracking/{known.Body.Text("trackingCode")}");

    private async Task<IEnumerable<string?>> StatesAsync(Known known) => (await TrackedAsync(known)).List("promises").Select(one => one!.Text("state"));

    private async Task<IEnumerable<string?>> DueAsync() => (await Service.Handler.GetJsonAsync(Due)).List("items").Select(one => one!.Text("id"));

    private static string IdOf(Known known, int promise) => known.Body.List("promises")[promise]!.Text("id")!;
}
