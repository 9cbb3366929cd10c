using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Handing_in_a_batch(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Each_item_gets_its_own_result_in_the_order_sent()
    {
        var kiosk = await _host.EnrolAsync();
        var (good, taken, newer) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await kiosk.Http.PutAnswerAsync(taken, kiosk.Answer(2));
        var reply = await (await kiosk.Http.PostBatchAsync(
        [
            Item(good, kiosk.Answer(1)),
            Item(taken, kiosk.Answer(3)),
            Item(newer, kiosk.Answer(4, ("mood", "new in the next version"))),
            new JsonObject { ["id"] = "no uuid" },
            JsonValue.Create(17),
            Item(Guid.CreateVersion7(), kiosk.Answer(5)),
        ])).ReadAsync();
        Assert.Equal(["accepted", "conflict", "setAside", "invalid", "invalid", "accepted"], Results(reply));
        Assert.Equal(newer.ToString(), reply["items"]![2]!.Text("id"));
        Assert.Equal("QP-SURVEYS-905", reply["items"]![2]!.Text("code"));
        // Every result but "invalid" uses its sequence: 1 and 5 stored, 2 before, 3 refused, 4 set aside.
        Assert.Equal(5, reply["contiguousSequence"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_same_item_twice_in_one_batch_is_a_duplicate()
    {
        var kiosk = await _host.EnrolAsync();
        var item = Item(Guid.CreateVersion7(), kiosk.Answer(1));
        var reply = await (await kiosk.Http.PostBatchAsync([item, item.DeepClone()])).ReadAsync();
        Assert.Equal(["accepted", "duplicate"], Results(reply).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bad_item_is_kept_as_it_came_and_its_neighbours_count()
    {
        var kiosk = await _host.EnrolAsync();
        var ids = Enumerable.Range(0, 500).Select(_ => Guid.CreateVersion7()).ToList();
        var items = ids.Select((id, i) => Item(id, i == 250 ? kiosk.Answer(i + 1, ("answers", "nonsense")) : kiosk.Answer(i + 1)));
        var reply = await (await kiosk.Http.PostBatchAsync(items)).ReadAsync();
        Assert.Equal(499, Results(reply).Count(result => result == "accepted"));
        Assert.Equal(500, reply["contiguousSequence"]!.GetValue<long>());
        var kept = await _host.Storage.Responses.Find(r => r.Id == ids[250]).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Contains("nonsense", kept.Raw, StringComparison.Ordinal);
        Assert.Equal((kiosk.Id, 251, SurveysHost.Site), (kept.Kiosk, kept.Sequence, kept.Site));
        await Eventually.ReadsAsync("all are told", _ => Task.FromResult(_host.Told.States.DistinctBy(s => s.ResponseId).Count(s => s.Status == "counted")), n => n == 499,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(_host.Told.Messages, told => Assert.InRange(told.Message.Responses.Count, 1, 500));
    }

    [Theory]
    [InlineData("-accueil")]
    [InlineData("accueil général")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_bad_item_is_told_under_codes_that_can_be_counted(string questionnaire)
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        // What was answered a moment ago with a code may be a questionnaire that another replica has already.
        var longAgo = DateTimeOffset.UtcNow.AddMinutes(-11).ToString("O", CultureInfo.InvariantCulture);
        await kiosk.Http.PostBatchAsync([Item(id, kiosk.Answer(1, ("questionnaire", questionnaire), ("answeredAt", longAgo)))]);
        var told = await _host.Told.WaitAsync(id);
        Assert.Equal(("setAside", "unknown"), (told.Status, told.Questionnaire));
    }

    [Fact]
    public async Task An_item_of_a_site_that_is_not_the_agents_is_refused_alone_and_kept_nowhere()
    {
        using var agent = _host.As("agent", SurveysHost.Site);
        var own = Guid.CreateVersion7();
        JsonObject Slip(Guid id, string site, string channel = "paper") => Item(id, Requests.Answer(("site", site), ("channel", channel)));
        var reply = await (await agent.PostBatchAsync(
        [
            Slip(Guid.CreateVersion7(), "91-ETAMPES"),
            Slip(own, SurveysHost.Site),
            Slip(Guid.CreateVersion7(), "91-ETAMPES", "web"),
            Slip(Guid.CreateVersion7(), "91-ETAMPES").With("answers", "nonsense"),
        ])).ReadAsync();
        Assert.Equal(["invalid", "accepted", "invalid", "invalid"], Results(reply));
        Assert.Equal("QP-SURVEYS-007", reply["items"]![0]!.Text("code"));
        var kept = await _host.Storage.Responses.Find(FilterDefinition<SurveyResponse>.Empty).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((own, SurveysHost.Site), (kept.Id, kept.Site));
    }

    [Theory]
    [InlineData("kiosk")]
    [InlineData("web")]
    public async Task A_kiosks_item_that_names_another_site_is_kept_at_its_own(string channel)
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        var reply = await (await kiosk.Http.PostBatchAsync([Item(id, Requests.Answer(("site", "91-ETAMPES"), ("channel", channel)))])).ReadAsync();
        Assert.Equal(["setAside"], Results(reply));
        var kept = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((SurveysHost.Site, "QP-SURVEYS-007"), (kept.Site, kept.Code));
    }

    [Theory]
    // A field twice, a text that is none, a name that is none, nesting without end: still only one item.
    [InlineData("\"site\": \"91-EVRY\", \"site\": \"91-EVRY\"")]
    [InlineData("\"comment\": \"Merci.\", \"comment\": null")]
    [InlineData("\"outcome\": \"abandoned\", \"outcome\": \"complete\"")]
    [InlineData("\"comment\": \"\\ud800\"")]
    [InlineData("\"\\ud800\": 1")]
    [InlineData("\"\\ud800\": null")]
    [InlineData("\"a\": [[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("\"answeredAt\": \"9999-12-31T23:59:59Z\"")]
    public async Task An_item_that_is_odd_in_itself_is_set_aside(string odd)
    {
        var kiosk = await _host.EnrolAsync();
        var item = Item(Guid.CreateVersion7(), kiosk.Answer(2));
        item.Remove(odd.Split('"')[1]);
        var body = $$"""{ "items": [ {{item.ToJsonString()[..^1]}}, {{odd}} }, {{Item(Guid.CreateVersion7(), kiosk.Answer(1)).ToJsonString()}} ] }""";
        Assert.Equal(["setAside", "accepted"], Results(await PostAsync(kiosk, Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public async Task An_item_that_says_a_thing_twice_can_never_be_accepted()
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        var twice = Item(id, kiosk.Answer(1)).ToJsonString()[..^1] + $$""", "answers": {"global":"pas-du-tout-satisfait"} }""";
        Assert.Equal(["setAside"], Results(await PostAsync(kiosk, Encoding.UTF8.GetBytes($$"""{ "items": [ {{twice}} ] }"""))));
        using var quality = _host.As("quality");

        var refused = await quality.DecideAsync(id, "accept", 1);

        Assert.Equal((HttpStatusCode.Conflict, "QP-SURVEYS-009"), (refused.StatusCode, (await refused.ReadAsync()).Text("code")));
    }

    [Fact]
    public async Task An_item_with_bytes_that_are_no_text_is_set_aside_and_can_be_accepted_as_the_rest_of_it_reads()
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        var body = Encoding.UTF8.GetBytes($$"""{ "items": [ {{Item(id, kiosk.Answer(1, ("comment", "Merci !"))).ToJsonString()}} ] }""");
        body[body.IndexOf((byte)'!')] = 0xFF;
        Assert.Equal(["setAside"], Results(await PostAsync(kiosk, body)));
        using var quality = _host.As("quality");

        await quality.DecideAsync(id, "accept", 1);

        await Eventually.ReadsAsync("it is told as counted", _ => Task.FromResult(_host.Told.Latest(id)?.Status), status => status == "counted", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    // Whoever counts what was set aside accepts codes only: a text would never be counted, and the balance never close.
    [InlineData(null, "unknown")]
    [InlineData("<script>", "unknown")]
    [InlineData("accueil-2031", "accueil-2031")]
    public async Task A_questionnaire_that_is_no_code_is_not_told(string? questionnaire, string told)
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        // What was answered a moment ago with a code may be a questionnaire that another replica has already.
        var longAgo = DateTimeOffset.UtcNow.AddMinutes(-11).ToString("O", CultureInfo.InvariantCulture);
        await kiosk.Http.PostBatchAsync([Item(id, kiosk.Answer(1, ("questionnaire", questionnaire), ("answeredAt", longAgo)))]);
        var state = await Eventually.ReadsAsync("it is told", _ => Task.FromResult(_host.Told.States.FirstOrDefault(s => s.ResponseId == id)), s => s is not null,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("setAside", told), (state!.Status, state.Questionnaire));
    }

    [Fact]
    public async Task An_id_that_is_no_text_costs_its_own_item_alone()
    {
        var kiosk = await _host.EnrolAsync();
        var reply = await PostAsync(kiosk, Encoding.UTF8.GetBytes($$"""{ "items": [ { "id": "\ud800" }, {{Item(Guid.CreateVersion7(), kiosk.Answer(1)).ToJsonString()}} ] }"""));
        Assert.Equal(["invalid", "accepted"], Results(reply));
    }

    [Fact]
    public async Task An_item_that_is_not_UTF_8_is_set_aside()
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        var text = $$"""{ "items": [ { "id": "{{id}}", "comment": "~" }, { "id": "~" }, {{Item(Guid.CreateVersion7(), kiosk.Answer(1)).ToJsonString()}} ] }""";
        var reply = await PostAsync(kiosk, [.. Encoding.UTF8.GetBytes(text).Select(one => one == (byte)'~' ? (byte)0xFF : one)]);
        Assert.Equal(["setAside", "invalid", "accepted"], Results(reply));
        var kept = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\uFFFD", kept.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_16_KB_of_an_unreadable_item_are_cut()
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        await kiosk.Http.PostBatchAsync([Item(id, kiosk.Answer(1, ("comment", new string('é', 40_000))))]);
        var kept = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.InRange(Encoding.UTF8.GetByteCount(kept.Raw!), 16_000, 16_384);
    }

    [Theory]
    [InlineData("[]", 400)]
    [InlineData("{ \"items\": {} }", 400)]
    [InlineData("{ \"items\": [", 400)]
    public async Task An_unreadable_envelope_is_refused(string body, int status)
    {
        using var agent = _host.As("agent");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var reply = await agent.PostAsync(new Uri("responses/batch", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task More_than_500_items_are_refused()
    {
        using var agent = _host.As("agent");
        var reply = await agent.PostBatchAsync(Enumerable.Range(0, 501).Select(_ => (JsonNode)new JsonObject()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Equal("/items", (await reply.ReadAsync())["errors"]![0]!.Text("pointer"));
    }

    [Fact]
    public async Task Without_a_token_it_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Http.PostBatchAsync([])).StatusCode);

    [Fact]
    public async Task A_clock_ten_years_back_is_corrected_by_its_offset()
    {
        var kiosk = await _host.EnrolAsync();
        var id = Guid.CreateVersion7();
        var device = DateTimeOffset.UtcNow.AddYears(-10);
        var item = Item(id, kiosk.Answer(1, ("answeredAt", device.AddHours(-1).ToString("O"))));
        var reply = await (await kiosk.Http.PostBatchAsync([item], new JsonObject { ["sentAt"] = device.ToString("O"), ["unheardOf"] = 1 })).ReadAsync();
        Assert.Equal(["accepted"], Results(reply));
        var kept = await _host.Storage.Responses.Find(r => r.Id == id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.InRange(kept.AnsweredAt, DateTime.UtcNow.AddMinutes(-62), DateTime.UtcNow.AddMinutes(-59));
    }

    private static JsonObject Item(Guid id, JsonObject answer) => answer.With("id", id.ToString());

    private static async Task<JsonNode> PostAsync(EnrolledKioskClient kiosk, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        var reply = await kiosk.Http.PostAsync(new Uri("responses/batch", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await reply.ReadAsync();
    }

    private static List<string> Results(JsonNode reply) => [.. reply["items"]!.AsArray().Select(item => item!.Text("result")!)];
}
