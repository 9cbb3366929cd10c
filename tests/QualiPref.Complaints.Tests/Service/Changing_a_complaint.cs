using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Changing_a_complaint(RealEngine engine) : IAsyncLifetime
{
    private static readonly object Answer = new { subject = "Réponse", body = "Nous avons ouvert un guichet de plus." };

    private RunningComplaints _service = null!;

    private HttpClient Handler => _service.Handler;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task What_is_acknowledged_by_hand_is_in_the_persons_language_and_other_letters_in_the_one_they_are_written_in()
    {
        var known = await Handler.FiledAsync(("contact", new JsonObject { ["name"] = "Usager 12", ["language"] = "es" }));
        known = await Handler.DoAsync(known, "acknowledge", new { });
        known = await Handler.DoAsync(known, "hold", new { text = "We are looking into it.", newDate = "2026-12-31", language = "en" });

        var reference = known.Body.Text("reference");
        Assert.Equal([("es", $"Acuse de recibo {reference}"), ("en", $"First reply {reference}")], known.Body.List("letters").Select(letter => (letter!.Text("language"), letter!.Text("subject"))));
        Assert.Contains("tribunal administrativo", known.Body.List("letters")[0]!.Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Through_its_whole_life_keeps_history_and_letters_and_tells_each_version()
    {
        _service.Time.Set(new DateOnly(2026, 7, 3));
        var known = await Handler.FiledAsync();
        known = await Handler.DoAsync(known, "acknowledge", new { });
        known = await Handler.DoAsync(known, "qualify", new { motive = "attente", module = "accueil-general", gravity = "forte", founded = true });
        known = await Handler.DoAsync(known, "assign", new { assignee = Given.Handler });
        known = await Handler.DoAsync(known, "request-information", new { text = "Quel jour ?" });
        known = await Handler.DoAsync(known, "resume", new { });
        known = await Handler.DoAsync(known, "hold", new { text = "Nous vérifions.", newDate = "2026-07-20" });
        _service.Time.Set(new DateOnly(2026, 7, 15));
        known = await Handler.DoAsync(known, "answer", Answer);
        known = await Handler.DoAsync(known, "close", new { outcome = "founded" });

        Assert.Equal(("closed", "founded", "inTime", "2026-07-15"),
            (known.Body.Text("status"), known.Body.Text("outcome"), known.Body.Text("verdict"), known.Body.Text("answeredOn")));
        Assert.Equal("\"9\"", known.ETag);
        Assert.Equal(["file", "acknowledge", "qualify", "assign", "request-information", "resume", "hold", "answer", "close"],
            known.Body.List("history").Select(entry => entry!.Text("transition")));
        Assert.Equal(["acknowledge", "request-information", "hold", "answer"], known.Body.List("letters").Select(letter => letter!.Text("kind")));
        var told = await _service.Told.VersionAsync(known.Id, 9);
        Assert.Equal(("inTime", 7, "attente", "accueil-general", false), (told.Verdict, told.ResponseDays, told.Motive, told.Module, told.BackDated));
        Assert.Equal(Enumerable.Range(1, 9), _service.Told.Of(known.Id).Select(one => one.State.Version).Distinct().Order());
    }

    [Fact]
    public async Task Twice_from_the_same_version_gives_the_second_handler_412()
    {
        var known = await Handler.FiledAsync();

        var answers = await Task.WhenAll(Handler.TryAsync(known, "answer", Answer), Handler.TryAsync(known, "answer", Answer));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
        var read = await Handler.KnownAsync(known.Id);
        Assert.Equal(2, read.Body.List("history").Count);
        Assert.Single(read.Body.List("letters"));
    }

    [Fact]
    public async Task Asks_for_the_version_first_and_for_the_state_last()
    {
        var known = await Handler.FiledAsync();
        var closed = await Handler.DoAsync(known, "close", new { outcome = "outOfScope" });

        await (await Handler.TryAsync(known.Id, null, "answer", Answer)).ReadAsync(HttpStatusCode.PreconditionRequired);
        await (await Handler.TryAsync(known.Id, known.ETag, "answer", Answer)).ReadAsync(HttpStatusCode.PreconditionFailed);
        var refused = await (await Handler.TryAsync(closed, "answer", Answer)).ReadAsync(HttpStatusCode.Conflict);

        Assert.Equal("QP-COMPLAINTS-001", refused.Text("code"));
    }

    [Fact]
    public async Task Cannot_answer_an_anonymous_slip()
    {
        var known = await Handler.FiledAsync(("contact", null));

        var refused = await (await Handler.TryAsync(known, "answer", Answer)).ReadAsync(HttpStatusCode.Conflict);

        Assert.Equal("QP-COMPLAINTS-003", refused.Text("code"));
        Assert.Equal("notApplicable", known.Body.Text("verdict"));
    }

    [Fact]
    public async Task Dated_back_is_flagged_and_judged_by_that_day()
    {
        _service.Time.Set(new DateOnly(2026, 7, 3));
        var known = await Handler.FiledAsync(("receivedOn", "2026-05-04"));
        Assert.True(known.Body["overdue"]!.GetValue<bool>());

        known = await Handler.DoAsync(known, "answer", new { subject = "Réponse", body = "Voici.", occurredOn = "2026-05-11" });

        Assert.Equal("inTime", known.Body.Text("verdict"));
        var told = await _service.Told.VersionAsync(known.Id, 2);
        Assert.Equal((true, 4), (told.BackDated, told.ResponseDays)); // Friday 8 May is a holiday
    }

    [Fact]
    public async Task With_wrong_values_names_them_and_changes_nothing()
    {
        var known = await Handler.FiledAsync();

        var problem = await (await Handler.TryAsync(known, "qualify", new { motive = "inconnu", founded = "oui", occurredOn = "hier", urgence = 1 }))
            .ReadAsync(HttpStatusCode.UnprocessableEntity);
        var template = await (await Handler.TryAsync(known, "answer", new { subject = "R", body = "B", template = "inconnue" })).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["/founded", "/motive", "/occurredOn", "/urgence"], problem.Pointers());
        Assert.Equal(["/template"], template.Pointers());
        Assert.Equal(known.ETag, (await Handler.KnownAsync(known.Id)).ETag);
    }

    [Fact]
    public async Task Into_another_case_and_back_counts_it_again()
    {
        var target = await Handler.FiledAsync();
        var known = await Handler.FiledAsync();

        var merged = await Handler.DoAsync(known, "merge", new { into = target.Id, reason = "Doublon" });
        Assert.Equal((target.Id, "notApplicable"), (merged.Body.Text("mergedInto"), merged.Body.Text("verdict")));
        var cycle = await (await Handler.TryAsync(target, "merge", new { into = known.Id, reason = "Doublon" })).ReadAsync(HttpStatusCode.Conflict);
        Assert.Equal("QP-COMPLAINTS-005", cycle.Text("code"));
        var undone = await Handler.DoAsync(merged, "unmerge", new { reason = "Erreur" });

        Assert.Equal(("received", "pending", null), (undone.Body.Text("status"), undone.Body.Text("verdict"), undone.Body.Text("mergedInto")));
    }

    [Fact]
    public async Task Into_a_case_of_another_site_is_refused()
    {
        var target = await Handler.FiledAsync(("site", "91-ETAMPES"));
        var known = await Handler.FiledAsync(("site", "91-EVRY"));
        using var handler = _service.As("handler", "91-EVRY");

        await (await handler.TryAsync(known, "merge", new { into = target.Id, reason = "Doublon" })).ReadAsync(HttpStatusCode.Forbidden);

        foreach (var one in (Known[])[target, known])
        {
            var read = await Handler.KnownAsync(one.Id);
            Assert.Equal((one.ETag, one.Body.ToJsonString()), (read.ETag, read.Body.ToJsonString()));
        }
    }

    [Fact]
    public async Task By_a_correction_moves_it_and_its_due_dates()
    {
        _service.Time.Set(new DateOnly(2026, 7, 3));
        var known = await Handler.FiledAsync();

        known = await Handler.DoAsync(known, "correct", new { receivedOn = "2026-05-04", site = "91-ETAMPES", kind = "suggestion", reason = "Cachet de la poste" });

        Assert.Equal(("2026-05-28", "2026-07-04", "91-ETAMPES", "suggestion"),
            (known.Body.Text("dueOn"), known.Body.Text("legalDueOn"), known.Body.Text("site"), known.Body.Text("kind")));
        Assert.Contains(known.Body.List("history")[1]!.List("changes"), change => change!.Text("field") == "receivedOn" && change!.Text("from") == "2026-07-03");
    }

    [Theory]
    [InlineData("agent", "*", HttpStatusCode.Forbidden)]
    [InlineData("handler", "91-ETAMPES", HttpStatusCode.Forbidden)]
    [InlineData("kiosk", "*", HttpStatusCode.Forbidden)]
    [InlineData("handler", "91-EVRY", HttpStatusCode.OK)]
    public async Task Is_for_handlers_of_its_site(string role, string site, HttpStatusCode expected)
    {
        var known = await Handler.FiledAsync();
        var caller = _service.As(role, site);

        Assert.Equal(expected, await caller.StatusOfAsync($"complaints/{known.Id}"));
        Assert.Equal(expected, (await caller.TryAsync(known, "acknowledge", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await _service.Public.StatusOfAsync($"complaints/{known.Id}"));
    }
}
