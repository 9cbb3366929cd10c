using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Filing_a_complaint(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task From_the_web_answers_reference_code_and_receipt_and_is_told()
    {
        _service.Time.Set(new DateOnly(2026, 7, 3));

        var filed = await (await _service.Public.FileAsync(Requests.Filing(("channel", "web"), ("receivedOn", "2020-01-01"), ("proof", _service.ProofOf(Guid.CreateVersion7()))))).ReadAsync(HttpStatusCode.Created);

        Assert.Equal("91-EVRY-2026-000001", filed.Text("reference"));
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$", filed.Text("trackingCode"));
        Assert.Contains("91-EVRY-2026-000001", filed["acknowledgement"]!.Text("text"), StringComparison.Ordinal);
        var known = await _service.Handler.KnownAsync(filed.Text("id")!);
        Assert.Equal("acknowledged", known.Body.Text("status"));
        Assert.Equal("2026-07-03", known.Body.Text("receivedOn"));
        Assert.Equal("2026-07-27", known.Body.Text("dueOn"));
        Assert.Equal("2026-09-03", known.Body.Text("legalDueOn"));
        Assert.Equal("file", Assert.Single(known.Body.List("letters"))!.Text("kind"));
        var told = await _service.Told.VersionAsync(known.Id, 1);
        Assert.Equal(("pending", new DateOnly(2026, 7, 27)), (told.Verdict, told.DueOn));
    }

    [Fact]
    public async Task Five_times_at_once_makes_one_case()
    {
        var id = Guid.CreateVersion7();
        var filing = Requests.Filing(("channel", "web"), ("id", id.ToString()), ("proof", _service.ProofOf(id)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _service.Public.FileAsync(filing.DeepClone())));

        var bodies = await Task.WhenAll(answers.Select(answer => answer.ReadAsync(HttpStatusCode.Created)));
        Assert.Single(bodies.Select(body => body.ToJsonString()).Distinct());
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Again_with_other_content_is_refused()
    {
        var id = Guid.CreateVersion7().ToString();
        await _service.Handler.FileAsync(Requests.Filing(("id", id)));

        var other = await (await _service.Handler.FileAsync(Requests.Filing(("id", id), ("text", "Autre chose.")))).ReadAsync(HttpStatusCode.Conflict);

        Assert.Equal("QP-COMPLAINTS-002", other.Text("code"));
    }

    [Fact]
    public async Task With_an_idempotency_key_answers_the_same_and_refuses_another_body()
    {
        var first = await (await _service.Handler.FileAsync(Requests.Filing(), "cle-1")).ReadAsync(HttpStatusCode.Created);
        var again = await (await _service.Handler.FileAsync(Requests.Filing(), "cle-1")).ReadAsync(HttpStatusCode.Created);
        var other = await (await _service.Handler.FileAsync(Requests.Filing(("text", "Autre.")), "cle-1")).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal("QP-COMPLAINTS-914", other.Text("code"));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Names_every_invalid_field_and_stores_nothing()
    {
        var filing = new JsonObject
        {
            ["id"] = "pas-un-uuid",
            ["site"] = "00-NULLE-PART",
            ["kind"] = "grogne",
            ["channel"] = "pigeon",
            ["receivedOn"] = "3 juillet",
            ["subject"] = new string('x', 201),
            ["text"] = new string('x', 10_001),
            ["motive"] = "inconnu",
            ["module"] = "inconnu",
            ["contact"] = new JsonObject { ["email"] = "sans-arobase", ["language"] = "français", ["surnom"] = "x" },
            ["proof"] = new string('x', 1_001),
            ["urgence"] = true,
        };

        var problem = await (await _service.Handler.FileAsync(filing)).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(
            ["/channel", "/contact/email", "/contact/language", "/contact/surnom", "/id", "/kind", "/module", "/motive", "/proof", "/receivedOn", "/site", "/subject", "/text", "/urgence"],
            problem.Pointers());
        Assert.Equal(0, await CountAsync());
    }

    [Theory]
    [InlineData("1999-12-31")]
    [InlineData("2026-07-04")]
    public async Task Outside_2000_to_today_is_refused_from_staff(string receivedOn)
    {
        _service.Time.Set(new DateOnly(2026, 7, 3));

        var problem = await (await _service.Handler.FileAsync(Requests.Filing(("receivedOn", receivedOn)))).ReadAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["/receivedOn"], problem.Pointers());
    }

    [Theory]
    [InlineData("letter", null, HttpStatusCode.Unauthorized)]
    [InlineData("letter", "kiosk", HttpStatusCode.Forbidden)]
    [InlineData("letter", "agent", HttpStatusCode.Created)]
    [InlineData("kiosk", null, HttpStatusCode.Unauthorized)]
    [InlineData("kiosk", "agent", HttpStatusCode.Created)]
    [InlineData("web", null, HttpStatusCode.Created)]
    public async Task Through_a_channel_needs_its_role(string channel, string? role, HttpStatusCode expected)
    {
        var caller = role is null ? _service.Public : _service.As(role, Requests.Site);

        await (await caller.FileAsync(Requests.Filing(("channel", channel), ("proof", _service.ProofOf(Guid.CreateVersion7()))))).ReadAsync(expected);

        Assert.Equal(expected == HttpStatusCode.Created ? 1 : 0, await CountAsync());
    }

    [Fact]
    public async Task For_a_site_outside_the_token_is_refused() =>
        await (await _service.As("agent", "91-PALAISEAU").FileAsync(Requests.Filing())).ReadAsync(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Keeps_thanks_apart()
    {
        var known = await _service.Handler.FiledAsync(("kind", "thanks"));

        Assert.Equal("notApplicable", known.Body.Text("verdict"));
        Assert.Equal("thanks", (await _service.Told.VersionAsync(known.Id, 1)).Kind);
    }

    private Task<long> CountAsync() =>
        _service.Storage.Cases.CountDocumentsAsync(FilterDefinition<CaseDocument>.Empty, null, TestContext.Current.CancellationToken);
}
