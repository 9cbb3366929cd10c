using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Collection(AllInOne.Name)]
public sealed class Bad_input_all_in_one(AllInOneSystem system) : Bad_input(system);

[Long, Collection(Distributed.Name)]
public sealed class Bad_input_distributed(DistributedSystem system) : Bad_input(system);

/// <summary>What is refused: each wrong field is named, nothing is stored, and the server never fails.</summary>
public abstract class Bad_input(RunningSystem system)
{
    /// <summary>Pointer of the wrong field, and what replaces its value (no value removes it).</summary>
    public static TheoryData<string, string?> WrongAnswers => new()
    {
        { "/site", "\"99-NULLEPART\"" }, { "/site", null }, { "/site", "7" }, { "/site", "\"" + new string('x', 300) + "\"" },
        { "/questionnaire", "\"inconnu\"" }, { "/questionnaire", null },
        { "/version", "99" }, { "/version", "0" }, { "/version", "\"1\"" }, { "/version", "1.5" }, { "/version", "99999999999999999999" }, { "/version", null },
        { "/channel", "\"fax\"" }, { "/channel", "null" }, { "/channel", "\"Paper\"" },
        { "/language", "\"klingon\"" }, { "/language", "5" },
        { "/outcome", "\"half\"" },
        { "/answeredAt", "\"hier\"" }, { "/answeredAt", "\"2025-06-17T10:12:08\"" }, { "/answeredAt", "\"2025-02-30T10:12:08Z\"" }, { "/answeredAt", "true" }, { "/answeredAt", null },
        { "/answers", null }, { "/answers", "[]" }, { "/answers/global", "\"moyen\"" }, { "/answers/global", "[\"satisfait\"]" },
        { "/answers/global", "3" }, { "/answers/global", null }, { "/answers/inconnue", "\"satisfait\"" }, { "/answers/attente", "\"\"" },
        { "/comment", "\"" + new string('c', 2001) + "\"" }, { "/comment", "{}" },
        { "/kiosk", "\"not an id\"" }, { "/sequence", "-1" },
        { "/surprise", "1" },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task An_answer_with_one_wrong_field_names_it_and_stores_nothing(string pointer, string? value)
    {
        var id = Guid.NewGuid();
        var reply = await system.Api.PutAnswerAsync(id, Changed(Samples.Answer(), pointer, value));
        Refused(reply, pointer);
        Assert.Equal(201, (await system.Api.PutAnswerAsync(id, Samples.Answer())).Status);
    }

    public static TheoryData<string, string?> WrongFilings => new()
    {
        { "/id", "\"not an id\"" },
        { "/site", "\"99-NULLEPART\"" }, { "/site", null },
        { "/kind", "\"rant\"" }, { "/kind", null },
        { "/channel", "\"pigeon\"" }, { "/channel", null },
        { "/receivedOn", "\"17/06/2025\"" }, { "/receivedOn", "\"2025-02-30\"" }, { "/receivedOn", "\"1999-12-31\"" }, { "/receivedOn", "\"2999-01-01\"" }, { "/receivedOn", "20250617" },
        { "/subject", "\"" + new string('s', 201) + "\"" }, { "/subject", "7" },
        { "/text", "[]" }, { "/text", "\"" + new string('t', 10_001) + "\"" },
        { "/motive", "\"humeur\"" }, { "/module", "\"cantine\"" },
        { "/contact", "\"Usager 1\"" }, { "/contact/email", "\"not an address\"" }, { "/contact/name", "7" }, { "/contact/surprise", "1" },
        { "/surprise", "1" },
    };

    [Theory]
    [MemberData(nameof(WrongFilings))]
    public async Task A_filing_with_one_wrong_field_names_it_and_stores_nothing(string pointer, string? value)
    {
        var id = Guid.NewGuid();
        var reply = await system.Api.FileAsync(Changed(Samples.Filing(id), pointer, value));
        Refused(reply, pointer);
        Assert.Equal(404, (await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler")).Status);
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var answer = Samples.Answer();
        answer["site"] = "99-NULLEPART";
        answer["channel"] = "fax";
        answer["surprise"] = 1;
        Assert.Superset(new HashSet<string> { "/site", "/channel", "/surprise" }, (await system.Api.PutAnswerAsync(Guid.NewGuid(), answer)).Pointers.ToHashSet());
        var filing = Samples.Filing(Guid.NewGuid());
        filing["kind"] = "rant";
        filing["motive"] = "humeur";
        filing["channel"] = "web";
        filing.Remove("text");
        Assert.Superset(new HashSet<string> { "/kind", "/motive", "/text" }, (await system.Api.FileAsync(filing)).Pointers.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(MalformedBodies.All), MemberType = typeof(MalformedBodies))]
    [InlineData("{ \"site\": \"\\ud800\" }", 422)]
    public async Task A_body_that_cannot_be_read_is_said_to_be_so(string body, int status)
    {
        foreach (var (method, path) in Intake())
        {
            var reply = await system.Api.SendRawAsync(method, path, "agent", Content(body));
            // Nothing but its list is asked of a batch, and this has none.
            var expected = path.EndsWith("/batch", StringComparison.Ordinal) ? 400 : status;
            Assert.True(reply.Status == expected, $"{path}: {reply}");
            IsProblem(reply);
        }
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused()
    {
        foreach (var (method, path) in Intake())
        {
            var content = new ByteArrayContent([.. "{\"site\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var reply = await system.Api.SendRawAsync(method, path, "agent", content);
            Assert.InRange(reply.Status, 400, 422);
            IsProblem(reply);
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_with_413()
    {
        var large = Samples.Answer();
        large["comment"] = new string('c', 70_000);
        var filing = Samples.Filing(Guid.NewGuid());
        filing["text"] = new string('t', 70_000);
        var batch = Samples.Batch([.. Enumerable.Range(0, 400).Select(_ =>
        {
            var item = Samples.Item(Guid.NewGuid());
            item["comment"] = new string('c', 12_000);
            return item;
        })]);
        foreach (var reply in (ApiReply[])[
            await system.Api.PutAnswerAsync(Guid.NewGuid(), large), await system.Api.FileAsync(filing),
            await system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/batch", "agent", batch)])
        {
            Assert.Equal(413, reply.Status);
            IsProblem(reply);
        }
    }

    [Fact]
    public async Task A_batch_of_more_than_500_items_is_refused_as_a_whole()
    {
        var items = Enumerable.Range(0, 501).Select(_ => Samples.Item(Guid.NewGuid())).ToArray();
        var reply = await system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/batch", "agent", Samples.Batch(items));
        Assert.InRange(reply.Status, 400, 422);
        IsProblem(reply);
        Assert.Equal(201, (await system.Api.PutAnswerAsync(items[0]["id"]!.GetValue<Guid>(), Samples.Answer())).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused_with_415(string? type)
    {
        foreach (var (method, path) in Intake())
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Samples.Answer().ToJsonString()));
            content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
            var reply = await system.Api.SendRawAsync(method, path, "agent", content);
            Assert.Equal(415, reply.Status);
            IsProblem(reply);
        }
    }

    [Theory]
    [InlineData("qualify", """{ "motive": "humeur" }""", "/motive")]
    [InlineData("qualify", "{}", "/motive")]
    [InlineData("assign", "{}", "/assignee")]
    [InlineData("assign", """{"team":"nulle-part"}""", "/team")]
    [InlineData("answer", """{ "body": "Texte." }""", "/subject")]
    [InlineData("close", """{ "outcome": "perhaps" }""", "/outcome")]
    [InlineData("transfer", """{ "reason": "x" }""", "/to")]
    [InlineData("merge", """{ "into": "not an id", "reason": "x" }""", "/into")]
    [InlineData("reject", "{}", "/reason")]
    [InlineData("correct", """{ "receivedOn": "2999-01-01", "reason": "x" }""", "/receivedOn")]
    [InlineData("correct", """{ "channel": "pigeon", "reason": "x" }""", "/channel")]
    [InlineData("acknowledge", """{ "occurredOn": "2999-01-01" }""", "/occurredOn")]
    [InlineData("acknowledge", """{ "occurredOn": "2001-01-01" }""", "/occurredOn")]
    [InlineData("acknowledge", """{ "surprise": 1 }""", "/surprise")]
    public async Task A_transition_with_a_wrong_field_names_it_and_changes_nothing(string transition, string body, string pointer)
    {
        var id = Guid.NewGuid();
        await system.Api.FileAsync(Samples.Filing(id));
        var before = await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler");
        Refused(await system.Api.MoveAsync(id, transition, JsonNode.Parse(body)!, before.Etag), pointer);
        Assert.Equal(before.Etag, (await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler")).Etag);
    }

    [Theory]
    [InlineData("resume", "{}")]
    [InlineData("close", """{ "outcome": "founded" }""")]
    [InlineData("reopen", """{ "reason": "x" }""")]
    [InlineData("unmerge", """{ "reason": "x" }""")]
    public async Task A_transition_the_state_forbids_is_a_conflict(string transition, string body)
    {
        var id = Guid.NewGuid();
        var filed = await system.Api.FileAsync(Samples.Filing(id));
        Assert.Equal(201, filed.Status);
        var read = await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler");
        var reply = await system.Api.MoveAsync(id, transition, JsonNode.Parse(body)!, read.Etag);
        Assert.Equal(409, reply.Status);
        Assert.StartsWith("QP-COMPLAINTS-", reply.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_slip_cannot_be_answered()
    {
        var filing = Samples.Filing(Guid.NewGuid());
        filing["channel"] = "desk-slip";
        filing["contact"] = null;
        Assert.Equal(201, (await system.Api.FileAsync(filing)).Status);
        var id = filing["id"]!.GetValue<Guid>();
        var read = await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler");
        Assert.Equal(409, (await system.Api.MoveAsync(id, "answer", new { subject = "Réponse", body = "Texte." }, read.Etag)).Status);
    }

    [Theory]
    [InlineData("GET", "/api/indicators/v1/figures?network=essonne&period=2026-13")]
    [InlineData("GET", "/api/indicators/v1/figures?network=nulle-part&period=2025")]
    [InlineData("GET", "/api/indicators/v1/figures?network=essonne&period=2025&indicator=inconnu")]
    [InlineData("GET", "/api/indicators/v1/figures?network=essonne&period=2025&by=couleur")]
    [InlineData("GET", "/api/indicators/v1/figures?network=essonne&period=2025&asOf=demain")]
    [InlineData("GET", "/api/indicators/v1/figures?network=essonne&period=2025&cursor=xxx")]
    [InlineData("GET", "/api/indicators/v1/figures?network=essonne&period=2025&pageSize=100000")]
    [InlineData("GET", "/api/indicators/v1/balance?network=essonne&period=abc")]
    [InlineData("GET", "/api/surveys/v1/questionnaires/inconnu")]
    [InlineData("GET", "/api/complaints/v1/complaints/not-an-id")]
    [InlineData("GET", "/api/complaints/v1/tracking/NOPE")]
    [InlineData("GET", "/api/complaints/v1/working-days?zone=lune&from=2026-05-13&days=15")]
    [InlineData("GET", "/api/complaints/v1/working-days?zone=metropole&from=2026-05-13&days=401")]
    [InlineData("GET", "/api/complaints/v1/working-days?zone=metropole&from=1999-05-13&days=4")]
    [InlineData("GET", "/api/reporting/v1/reports/not-an-id")]
    [InlineData("PUT", "/api/surveys/v1/responses/not-an-id")]
    [InlineData("GET", "/api/surveys/v1/nothing")]
    public async Task An_address_or_parameter_that_means_nothing_is_a_clear_4xx(string method, string path)
    {
        var reply = await system.Api.SendAsync(HttpMethod.Parse(method), path, "admin", method == "PUT" ? Samples.Answer() : null);
        Assert.InRange(reply.Status, 400, 422);
        IsProblem(reply);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("agent", 403)]
    public async Task Figures_are_for_quality_alone(string? role, int status)
    {
        var reply = await system.Api.GetAsync("/api/indicators/v1/figures?network=essonne&period=2025", role);
        Assert.Equal(status, reply.Status);
        IsProblem(reply);
    }

    [Theory]
    [InlineData("paper", 401)]
    [InlineData("kiosk", 401)]
    public async Task An_answer_on_a_channel_of_staff_needs_a_token(string channel, int status)
    {
        var answer = Samples.Answer();
        answer["channel"] = channel;
        var reply = await system.Api.PutAnswerAsync(Guid.NewGuid(), answer, role: null);
        Assert.Equal(status, reply.Status);
        IsProblem(reply);
    }

    private static (HttpMethod Method, string Path)[] Intake() =>
    [
        (HttpMethod.Put, $"{ApiClient.Responses}/{Guid.NewGuid()}"), (HttpMethod.Post, $"{ApiClient.Responses}/batch"), (HttpMethod.Post, ApiClient.Complaints),
    ];

    private static void Refused(ApiReply reply, string pointer)
    {
        Assert.True(reply.Status is 400 or 422, reply.ToString());
        IsProblem(reply);
        Assert.Contains(pointer, reply.Pointers);
    }

    private static void IsProblem(ApiReply reply)
    {
        Assert.Equal("application/problem+json", reply.ContentType);
        Assert.Matches("^QP-[A-Z]+-[0-9]{3}$", reply.Code);
        Assert.DoesNotContain("   at ", reply.Text, StringComparison.Ordinal);
    }

    private static JsonObject Changed(JsonObject body, string pointer, string? value)
    {
        var parts = pointer.Split('/')[1..];
        var parent = parts[..^1].Aggregate(body, (node, part) => node[part]!.AsObject());
        parent.Remove(parts[^1]);
        if (value is not null)
            parent[parts[^1]] = JsonNode.Parse(value);
        return body;
    }

    private static StringContent Content(string body) => new(body, Encoding.UTF8, "application/json");
}
