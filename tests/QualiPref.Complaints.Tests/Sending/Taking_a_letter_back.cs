using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Sending;

public sealed class Taking_a_letter_back(RealEngine engine) : IAsyncLifetime
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
    public async Task Puts_the_case_back_to_what_it_was_and_keeps_both_steps()
    {
        _service.Time.Set(new DateOnly(2026, 7, 3));
        var before = await _service.Handler.DoAsync(await _service.CaseOfAsync(), "qualify", new { motive = "attente" });
        var answered = await _service.Handler.DoAsync(before, "answer", Letters.Answer);
        Assert.Null((await TrackedAsync(answered))["answer"]);

        var back = await _service.Handler.DoAsync(answered, $"letters/{answered.LastLetter()}/take-back", new { });

        Assert.Equal("takenBack", back.State());
        Assert.Equal(("qualified", "pending", null, "\"4\""), (back.Body.Text("status"), back.Body.Text("verdict"), back.Body.Text("answeredOn"), back.ETag));
        Assert.Equal(["file", "qualify", "answer", "take-back"], back.Body.List("history").Select(entry => entry!.Text("transition")));
        var told = await _service.Told.VersionAsync(back.Id, 4);
        Assert.Equal(("pending", null), (told.Verdict, told.ResponseDays));
        Assert.Null((await TrackedAsync(back))["answer"]);
        var read = await _service.Handler.KnownAsync(back.Id);
        Assert.Equal((back.ETag, "qualified", 4, "takenBack"), (read.ETag, read.Body.Text("status"), read.Body.List("history").Count, read.State()));

        // The next one goes, and the one that was taken back does not.
        back = await _service.Handler.DoAsync(back, "answer", new { subject = "Autre réponse", body = "Voici." });
        _service.PassTakeBack();
        await _service.BecomesAsync(back.Id, "handedOver");
        Assert.Equal("Autre réponse", Assert.Single(_peer.Taken).Message.Subject);
        Assert.Equal("Autre réponse", (await TrackedAsync(back))["answer"]!.Text("subject"));
    }

    [Fact]
    public async Task Is_refused_once_it_has_gone()
    {
        var answered = await _service.AnsweredAsync();
        _service.PassTakeBack();
        await _service.BecomesAsync(answered.Id, "handedOver");

        await IsRefusedAsync(answered, answered.LastLetter());
    }

    [Fact]
    public async Task Is_refused_once_another_step_followed()
    {
        var answered = await _service.AnsweredAsync();
        var closed = await _service.Handler.DoAsync(answered, "close", new { outcome = "founded" });

        await IsRefusedAsync(closed, answered.LastLetter());
    }

    [Fact]
    public async Task Is_refused_of_the_receipt()
    {
        var id = Guid.NewGuid();
        _peer.AtRecipient = _ => new SmtpServer.Protocol.SmtpResponse(SmtpServer.Protocol.SmtpReplyCode.Aborted, "plus tard");
        var contact = new JsonObject { ["email"] = Letters.Person };
        await (await _service.Public.FileAsync(Requests.Filing(("channel", "web"), ("contact", contact), ("proof", _service.ProofOf(id))))).ReadAsync(HttpStatusCode.Created);
        var known = await _service.BecomesAsync(id.ToString(), "queued", attempts: 1);

        await IsRefusedAsync(known, known.LastLetter());
    }

    [Fact]
    public async Task At_the_moment_at_which_it_goes_has_one_winner()
    {
        for (var round = 0; round < 10; round++)
        {
            var to = $"essai{round}@example.test";
            var answered = await _service.AnsweredAsync(to);
            _service.PassTakeBack();
            var status = (await _service.Handler.TryAsync(answered, $"letters/{answered.LastLetter()}/take-back", new { })).StatusCode;

            var known = await _service.BecomesAsync(answered.Id, status == HttpStatusCode.OK ? "takenBack" : "handedOver");
            Assert.Equal(status == HttpStatusCode.OK ? "received" : "answered", known.Body.Text("status"));
            Assert.Equal(status == HttpStatusCode.OK ? 0 : 1, _peer.Taken.Count(one => one.To == to));
        }
    }

    private async Task IsRefusedAsync(Known known, string letter)
    {
        var refused = await (await _service.Handler.TryAsync(known, $"letters/{letter}/take-back", new { })).ReadAsync(HttpStatusCode.Conflict);
        Assert.Equal("QP-COMPLAINTS-010", refused.Text("code"));
        Assert.Equal(known.ETag, (await _service.Handler.KnownAsync(known.Id)).ETag);
    }

    private Task<JsonNode> TrackedAsync(Known known) => _service.Public.GetJsonAsync($"tracking/{known.Body.Text("trackingCode")}");
}
