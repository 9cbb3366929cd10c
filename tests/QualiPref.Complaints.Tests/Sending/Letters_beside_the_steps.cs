using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Privacy;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using SmtpServer.Protocol;

namespace QualiPref.Complaints.Tests.Sending;

public sealed class Letters_beside_the_steps(RealEngine engine) : IAsyncLifetime
{
    private MailPeer _peer = null!;
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync()
    {
        _peer = await MailPeer.StartAsync();
        _service = await RunningComplaints.StartAsync(engine, _peer.Settings());
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task One_of_its_own_goes_once_however_often_it_is_sent_in_and_moves_nothing()
    {
        var known = await _service.CaseOfAsync();
        var letter = new { id = Guid.NewGuid(), subject = "Une précision", body = "Le guichet est au premier étage." };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _service.Handler.TryAsync(known.Id, null, "letter", letter)));
        foreach (var answer in answers) await answer.ReadAsync(HttpStatusCode.OK);
        var other = await (await _service.Handler.TryAsync(known.Id, null, "letter", new { letter.id, letter.subject, body = "Autre chose." })).ReadAsync(HttpStatusCode.Conflict);
        _service.PassTakeBack();
        var after = await _service.BecomesAsync(known.Id, "handedOver");

        Assert.Equal("QP-COMPLAINTS-002", other.Text("code"));
        Assert.Equal(known.ETag, after.ETag);
        Assert.Equal("letter", Assert.Single(after.Body.List("letters"))!.Text("kind"));
        Assert.Single(_peer.Taken);
    }

    [Fact]
    public async Task One_that_was_refused_is_sent_again_to_the_address_that_the_person_meant()
    {
        _peer.AtRecipient = to => to == Letters.Person ? SmtpResponse.MailboxUnavailable : null;
        var known = await _service.AnsweredAsync();
        var listed = await ListedAsync(known);
        Assert.Empty(listed.Cases);
        _service.PassTakeBack();
        await _service.BecomesAsync(known.Id, "refused");
        var mark = (await ListedAsync(known)).Mark;
        Assert.NotEqual(listed.Mark, mark);
        var lost = Assert.Single((await ListedAsync(known)).Cases)!["notArrived"]!;
        Assert.Equal((known.LastLetter(), "answer", "email", "refused", "refusedByServer"), (lost[0]!.Text("letter"), lost[0]!.Text("kind"), lost[0]!.Text("way"), lost[0]!.Text("state"), lost[0]!.Text("fault")));

        known = await DoAsync(known, "send-again", new { way = "email", to = "bonne.adresse@example.test" });
        _service.PassTakeBack();
        Assert.Empty((await ListedAsync(known)).Cases);
        known = await _service.BecomesAsync(known.Id, "handedOver");

        var letter = known.Body.List("letters")[^1]!;
        Assert.Equal("refused", Assert.Single(letter.List("earlier"))!.Text("state"));
        Assert.Equal("bonne.adresse@example.test", Assert.Single(_peer.Taken).To);
        var again = await (await _service.Handler.TryAsync(known.Id, null, $"letters/{known.LastLetter()}/send-again", new { })).ReadAsync(HttpStatusCode.Conflict);
        Assert.Equal("QP-COMPLAINTS-010", again.Text("code"));
    }

    [Fact]
    public async Task One_that_came_back_says_so_and_goes_by_post()
    {
        var known = await _service.Handler.FiledAsync(("contact", new JsonObject { ["email"] = Letters.Person, ["postalAddress"] = "1 rue de l'Essai\n91000 Évry" }));
        known = await _service.Handler.DoAsync(known, "answer", Letters.Answer);
        _service.PassTakeBack();
        known = await _service.BecomesAsync(known.Id, "handedOver");

        known = await DoAsync(known, "bounced", new { });
        Assert.Equal("bounced", known.State());
        Assert.Single((await ListedAsync(known)).Cases);
        var elsewhere = await _service.As("handler", "91-ETAMPES").GetJsonAsync("complaints?delivery=notArrived");
        Assert.Empty(elsewhere.List("items"));
        known = await DoAsync(known, "send-again", new { way = "post" });

        Assert.Equal(("toPrint", "1 rue de l'Essai\n91000 Évry"), (known.State(), known.LastDelivery()!.Text("to")));
    }

    [Fact]
    public async Task Where_no_mail_server_is_configured_an_agent_brings_it_and_nothing_is_claimed()
    {
        await using var service = await RunningComplaints.StartAsync(engine);
        var known = await service.AnsweredAsync();
        Assert.Equal(("toHand", "mailNotConfigured"), (known.State(), known.LastDelivery()!.Text("fault")));

        known = known with { Body = await (await service.Handler.TryAsync(known.Id, null, $"letters/{known.LastLetter()}/handed", new { })).ReadAsync(HttpStatusCode.OK) };

        Assert.Equal(["toHand", "handed"], known.LastDelivery()!.List("events").Select(one => one!.Text("state")));
    }

    [Fact]
    public async Task A_way_that_the_person_did_not_give_is_refused_at_its_field()
    {
        var known = await _service.CaseOfAsync();
        var refused = await (await _service.Handler.TryAsync(known, "answer", new { subject = "Réponse", body = "Voici.", way = "post" })).ReadAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["/way"], refused.Pointers());
    }

    [Fact]
    public async Task The_hundred_and_first_is_refused_of_a_step_and_of_its_own()
    {
        var known = await _service.AnsweredAsync();
        var id = Guid.Parse(known.Id);
        var stored = await _service.Storage.Cases.Find(one => one.Id == id).SingleAsync(TestContext.Current.CancellationToken);
        var more = Enumerable.Range(0, Letter.MostOfACase - 1).Select(_ => stored.Letters[0] with { Id = Guid.NewGuid(), Deliveries = [] });
        await _service.Storage.Cases.UpdateOneAsync(one => one.Id == id, Builders<CaseDocument>.Update.PushEach(one => one.Letters, more), cancellationToken: TestContext.Current.CancellationToken);
        known = await _service.Handler.DoAsync(known, "reopen", new { reason = "Essai" });

        var step = await (await _service.Handler.TryAsync(known, "answer", Letters.Answer)).ReadAsync(HttpStatusCode.Conflict);
        var own = await (await _service.Handler.TryAsync(known.Id, null, "letter", Letters.Answer)).ReadAsync(HttpStatusCode.Conflict);

        Assert.Equal(("QP-COMPLAINTS-009", "QP-COMPLAINTS-009"), (step.Text("code"), own.Text("code")));
    }

    [Fact]
    public async Task Letters_go_in_opening_hours_where_that_is_wished_and_receipts_at_once()
    {
        await using var service = await RunningComplaints.StartAsync(
            engine, [.. _peer.Settings(), "--QualiPref:Complaints:Mail:OpensAt=09:00", "--QualiPref:Complaints:Mail:ClosesAt=17:00"]);
        // Friday at 12:00 UTC, then at 18:00, and Saturday at 12:00: the next opening is on Monday at 9 in Paris.
        service.Time.Set(new DateOnly(2026, 7, 3));
        var noon = await service.AnsweredAsync();
        service.Time.Advance(TimeSpan.FromHours(6));
        var evening = await service.AnsweredAsync("soir@example.test");
        service.Time.Advance(TimeSpan.FromHours(18));
        var saturday = await service.AnsweredAsync("samedi@example.test");

        Assert.InRange(noon.LastDelivery()!["dueAt"]!.GetValue<DateTimeOffset>(), new DateTimeOffset(2026, 7, 3, 12, 0, 10, TimeSpan.Zero), new DateTimeOffset(2026, 7, 3, 12, 5, 0, TimeSpan.Zero));
        foreach (var later in (Known[])[evening, saturday]) Assert.Equal(new DateTimeOffset(2026, 7, 6, 7, 0, 0, TimeSpan.Zero), later.LastDelivery()!["dueAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task One_that_came_back_is_asked_after_no_more_once_its_case_is_erased()
    {
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();
        known = await _service.BecomesAsync(known.Id, "handedOver");
        known = await DoAsync(known, "bounced", new { });
        Assert.Single((await ListedAsync(known)).Cases);

        await _service.As("quality", "*").ErasedAsync(known);

        Assert.Empty((await ListedAsync(known)).Cases);
    }

    // The list of what did not arrive, counted at the desk as it is listed, and how the case stands in any list.
    private async Task<(IReadOnlyList<JsonNode?> Cases, string? Mark)> ListedAsync(Known known)
    {
        var list = (await _service.Handler.GetJsonAsync("complaints?delivery=notArrived")).List("items");
        Assert.Equal(list.Count, (await _service.Handler.GetJsonAsync("complaints/desk")).Number("notArrived"));
        Assert.Equal(list.Count, (await _service.Handler.GetJsonAsync("complaints/counts?delivery=notArrived")).Number("total"));
        var marks = await _service.Handler.GetJsonAsync($"complaints/marks?id={known.Id}");
        return ([.. list], marks.List("items")[0]!.Text("mark"));
    }

    private async Task<Known> DoAsync(Known known, string call, object body) =>
        known with { Body = await (await _service.Handler.TryAsync(known.Id, null, $"letters/{known.LastLetter()}/{call}", body)).ReadAsync(HttpStatusCode.OK) };
}
