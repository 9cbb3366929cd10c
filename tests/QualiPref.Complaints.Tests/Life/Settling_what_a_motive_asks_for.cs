using System.Net;
using System.Net.Http.Json;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Auditing;

namespace QualiPref.Complaints.Tests.Life;

public sealed class Settling_what_a_motive_asks_for(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private static readonly object Answer = new { subject = "Votre demande", body = "Voici." };

    private HttpClient Handler => shared.Service.Handler;

    [Fact]
    public async Task Is_needed_before_the_case_is_answered_or_closed()
    {
        var known = await Handler.FiledAsync(("motive", "decision"));

        Assert.Equal(("QP-COMPLAINTS-061", true, true), await RefusedAsync(known, "answer", Answer));
        Assert.Equal(("QP-COMPLAINTS-061", true, true), await RefusedAsync(known, "close", new { outcome = "outOfScope" }));
        await SettleAsync(known, "recours", new { state = "done" });
        Assert.Equal(("QP-COMPLAINTS-061", false, true), await RefusedAsync(known, "answer", Answer));

        await SettleAsync(known, "voies-et-delais", new { state = "notApplicable", reason = "Aucune décision n'a été prise." });

        var read = await Handler.KnownAsync(known.Id);
        Assert.Equal(known.ETag, read.ETag);
        Assert.Equal([("recours", "done", null), ("voies-et-delais", "notApplicable", "Aucune décision n'a été prise.")],
            read.Body.List("checks").Select(check => (check!.Text("check"), check!.Text("state"), check!.Text("reason"))));
        Assert.All(read.Body.List("checks"), check => Assert.False(string.IsNullOrEmpty(check!.Text("by"))));
        Assert.Equal("answered", (await Handler.DoAsync(read, "answer", Answer)).Body.Text("status"));
    }

    [Fact]
    public async Task Is_for_the_motive_that_the_case_has_now()
    {
        var known = await Handler.FiledAsync(("motive", "confidentialite"));
        await SettleAsync(known, "delegue", new { state = "done" });

        known = await Handler.DoAsync(known, "qualify", new { motive = "donnees-personnelles" });
        Assert.Empty(known.Body.List("checks"));
        Assert.Equal("QP-COMPLAINTS-061", (await RefusedAsync(known, "answer", Answer)).Code);

        known = await Handler.DoAsync(known, "qualify", new { motive = "confidentialite" });
        Assert.Equal("delegue", Assert.Single(known.Body.List("checks"))!.Text("check"));
        await Handler.DoAsync(known, "answer", Answer);
    }

    [Fact]
    public async Task Can_be_undone_and_said_again()
    {
        var known = await Handler.FiledAsync(("motive", "confidentialite"));
        await SettleAsync(known, "delegue", new { state = "done" });
        var first = (await Handler.KnownAsync(known.Id)).Body.List("checks")[0]!.ToJsonString();
        await SettleAsync(known, "delegue", new { state = "done" });
        Assert.Equal(first, (await Handler.KnownAsync(known.Id)).Body.List("checks")[0]!.ToJsonString());

        await SettleAsync(known, "delegue", new { state = "open" });
        Assert.Empty((await Handler.KnownAsync(known.Id)).Body.List("checks"));
        Assert.Equal("QP-COMPLAINTS-061", (await RefusedAsync(known, "answer", Answer)).Code);
        Assert.Single(await shared.Service.AuditedAsync("case.check", known.Id), entry => entry.Contains("open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_asked_again_in_the_write_that_answers()
    {
        var known = await Handler.FiledAsync(("motive", "confidentialite"));
        await SettleAsync(known, "delegue", new { state = "done" });
        var (store, cases) = (shared.Service.Part<CheckStore>(), shared.Service.Part<CaseStore>());
        var document = (await cases.FindAsync(Guid.Parse(known.Id), TestContext.Current.CancellationToken))!;
        var audit = AuditEntry.Of(new AuditAct(AuditKinds.Decision, "case.check"), AuditActor.Unknown, AuditSubject.Of("case", document.Id), DateTimeOffset.UnixEpoch);
        Assert.True(await store.TryOpenAsync(document, "confidentialite/delegue", audit, TestContext.Current.CancellationToken));

        var isAnswered = await cases.TryCommitAsync(
            document, document.State, document.History[0] with { Version = 2 }, null, [], ["confidentialite/delegue"], "", audit, TestContext.Current.CancellationToken);

        Assert.False(isAnswered);
    }

    [Theory]
    [InlineData("delegue", """{}""", 422)]
    [InlineData("delegue", """{"state":"peut-être"}""", 422)]
    [InlineData("delegue", """{"state":"notApplicable"}""", 422)]
    [InlineData("delegue", """{"state":"notApplicable","reason":" "}""", 422)]
    [InlineData("recours", """{"state":"done"}""", 404)] // of another motive
    [InlineData("rien", """{"state":"done"}""", 404)]
    public async Task Names_what_is_wrong(string check, string body, int status)
    {
        var known = await Handler.FiledAsync(("motive", "confidentialite"));

        using var reply = await Handler.PutAsync(new Uri($"complaints/{known.Id}/checks/{check}", UriKind.Relative), new StringContent(body, null, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task Is_over_with_the_case()
    {
        var known = await Handler.DoAsync(await Handler.FiledAsync(("motive", "confidentialite")), "transfer", new { to = "Mairie d'essai", reason = "Essai" });

        using var reply = await TryAsync(known, "delegue", new { state = "done" });

        Assert.Equal("QP-COMPLAINTS-001", (await reply.ReadAsync(HttpStatusCode.Conflict)).Text("code"));
    }

    private async Task SettleAsync(Known known, string check, object body) => await (await TryAsync(known, check, body)).ReadAsync(HttpStatusCode.OK);

    private Task<HttpResponseMessage> TryAsync(Known known, string check, object body) =>
        Handler.PutAsJsonAsync($"complaints/{known.Id}/checks/{check}", body, TestContext.Current.CancellationToken);

    /// <summary>The code of the refusal, and whether it names each of what a contested decision asks for.</summary>
    private async Task<(string? Code, bool NamesAppeal, bool NamesDelays)> RefusedAsync(Known known, string step, object body)
    {
        var problem = await (await Handler.TryAsync(known, step, body)).ReadAsync(HttpStatusCode.Conflict);
        var detail = problem.Text("detail")!;
        return (problem.Text("code"), detail.Contains("recours gracieux", StringComparison.Ordinal), detail.Contains("Voies et délais", StringComparison.Ordinal));
    }
}
