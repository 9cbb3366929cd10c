using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Deciding_together(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;
    private HttpClient _quality = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _quality = _host.As("quality");
    }

    public async ValueTask DisposeAsync()
    {
        _quality.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_group_of_one_cause_and_kiosk_is_decided_about_at_once()
    {
        var (kiosk, other) = (await _host.EnrolAsync(), await _host.EnrolAsync());
        var device = DateTimeOffset.UtcNow.AddYears(-3);
        var wrong = new JsonObject { ["sentAt"] = DateTimeOffset.UtcNow.AddHours(-2).ToString("O") };
        JsonObject Old(EnrolledKioskClient of, long sequence) => of.Answer(sequence, ("answeredAt", device.ToString("O"))).With("id", Guid.CreateVersion7().ToString());
        await kiosk.Http.PostBatchAsync([Old(kiosk, 1), Old(kiosk, 2), kiosk.Answer(3, ("mood", 1)).With("id", Guid.CreateVersion7().ToString())], wrong);
        await other.Http.PostBatchAsync([Old(other, 1)]);

        var groups = await _quality.GetJsonAsync($"responses/set-aside?site={SurveysHost.Site}");

        Assert.Equal([(2, "QP-SURVEYS-005", kiosk.Id), (1, "QP-SURVEYS-905", kiosk.Id), (1, "QP-SURVEYS-005", other.Id)],
            groups["items"]!.AsArray().Select(group => (group!.Number("count"), group!.Text("code"), Guid.Parse(group!.Text("kiosk")!))).OrderByDescending(group => group.Item1).ThenBy(group => group.Item3 == other.Id));
        var first = groups["items"]![0]!;
        Assert.Equal("Accueil", first.Text("kioskLabel"));
        Assert.InRange(first["mostOffsetSeconds"]!.GetValue<double>(), 7_190, 7_230);
        // What comes after somebody looked is not decided about.
        await kiosk.Http.PostBatchAsync([Old(kiosk, 4)]);

        var group = new { code = "QP-SURVEYS-005", site = SurveysHost.Site, kiosk = kiosk.Id, until = groups.Text("readAt") };
        var decided = await DecideAsync(new { decision = "accept", reason = "Horloge remise à l'heure", group });

        Assert.Equal(["decided", "decided"], Results(decided));
        Assert.Equal(0, decided.Number("remaining"));
        foreach (var one in decided["items"]!.AsArray()) Assert.Equal("counted", (await _host.Told.WaitAsync(Guid.Parse(one!.Text("id")!), version: 2)).Status);
        Assert.Equal("[]", (await DecideAsync(new { decision = "accept", reason = "Horloge remise à l'heure", group }))["items"]!.ToJsonString());
        Assert.Equal(3, (await _quality.GetJsonAsync("responses?status=setAside"))["items"]!.AsArray().Count);
        Assert.Equal(2, (await _quality.GetJsonAsync($"responses?status=setAside&site={SurveysHost.Site}&code=QP-SURVEYS-005"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Each_answer_gets_its_own_result_and_a_repetition_changes_nothing()
    {
        using var agent = _host.As("agent");
        Guid kept = Guid.CreateVersion7(), unreadable = Guid.CreateVersion7(), counted = Guid.CreateVersion7(), elsewhere = Guid.CreateVersion7();
        JsonObject Slip(Guid id, params (string, JsonNode?)[] changes) => Requests.Answer([("id", id.ToString()), ("channel", "paper"), .. changes]);
        (string, JsonNode?) Old() => ("answeredAt", DateTimeOffset.UtcNow.AddYears(-3).ToString("O"));
        await agent.PostBatchAsync([Slip(kept, Old()), Slip(unreadable, ("mood", 1)), Slip(counted), Slip(elsewhere, ("site", "91-ETAMPES"), Old())]);
        using var quality = _host.As("quality", SurveysHost.Site);
        Guid[] asked = [kept, unreadable, counted, elsewhere, Guid.CreateVersion7(), kept];
        object Body(string reason) => new { decision = "accept", reason, items = asked.Select(id => new { id }) };

        var first = await (await PostAsync(quality, Body("Coupons retrouvés"))).ReadAsync();
        var second = await (await PostAsync(quality, Body("Encore"))).ReadAsync();

        Assert.Equal(["decided", "refused", "refused", "invalid", "invalid"], Results(first));
        Assert.Equal(["unchanged", "refused", "refused", "invalid", "invalid"], Results(second));
        Assert.Equal((first["items"]![1]!.Text("code"), first["items"]![2]!.Text("code"), first["remaining"]), ("QP-SURVEYS-009", "QP-SURVEYS-003", null));
        var listed = (await _quality.GetJsonAsync($"responses?site={SurveysHost.Site}"))["items"]!.AsArray().Single(one => one!.Text("id") == kept.ToString())!;
        Assert.Equal("Coupons retrouvés", listed["decisions"]!.AsArray().Single()!.Text("reason"));
        using var admin = _host.As("admin");
        var entries = (await admin.GetJsonAsync("audit?kind=decision"))["items"]!.AsArray();
        Assert.Equal((kept.ToString(), "accept"), (entries.Single()!["on"]!["ids"]![0]!.GetValue<string>(), entries.Single()!["details"]!.Text("decision")));
    }

    [Fact]
    public async Task Neither_both_nor_none_can_be_asked_for_nor_the_group_of_anothers_site()
    {
        var group = new { code = "QP-SURVEYS-005", site = "91-ETAMPES", until = DateTimeOffset.UtcNow };
        foreach (var body in (object[])[new { decision = "accept", reason = "x" }, new { decision = "accept", reason = "x", items = new[] { new { id = Guid.NewGuid() } }, group }])
        {
            var refused = await PostAsync(_quality, body);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "/items"), (refused.StatusCode, (await refused.ReadAsync())["errors"]![0]!.Text("pointer")));
        }
        using var agent = _host.As("agent");
        await agent.PostBatchAsync([Requests.Answer(("id", Guid.CreateVersion7().ToString()), ("channel", "paper"), ("site", "91-ETAMPES"), ("answeredAt", DateTimeOffset.UtcNow.AddYears(-3).ToString("O")))]);
        using var quality = _host.As("quality", SurveysHost.Site);
        Assert.Empty(Results(await (await PostAsync(quality, new { decision = "accept", reason = "x", group })).ReadAsync()));
        Assert.Empty((await quality.GetJsonAsync("responses/set-aside"))["items"]!.AsArray());
        Assert.Single((await _quality.GetJsonAsync("responses/set-aside"))["items"]!.AsArray());
    }

    private async Task<JsonNode> DecideAsync(object body) => await (await PostAsync(_quality, body)).ReadAsync();

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, object body) => client.PostAsJsonAsync("responses/decide", body, TestContext.Current.CancellationToken);

    private static List<string> Results(JsonNode reply) => [.. reply["items"]!.AsArray().Select(item => item!.Text("result")!)];
}
