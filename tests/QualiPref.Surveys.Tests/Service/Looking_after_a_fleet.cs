using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Looking_after_a_fleet(QualiPref.Testing.RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _admin = _host.As("admin");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Renamed_a_kiosk_shows_its_new_name_at_once()
    {
        var kiosk = await _host.EnrolAsync();

        await PostAsync($"kiosks/{kiosk.Id}/rename", new { label = "Guichet 7" });

        Assert.Equal("Guichet 7", (await kiosk.Http.GetJsonAsync($"kiosks/{kiosk.Id}/settings")).Text("label"));
        Assert.Equal("Guichet 7", (await ListedAsync()).Text("label"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync($"kiosks/{kiosk.Id}/rename", new { label = " " })).StatusCode);
    }

    [Fact]
    public async Task Retired_it_has_no_token_and_gets_no_code_and_is_listed_apart()
    {
        var kiosk = await _host.EnrolAsync();
        var unused = (await (await PostAsync($"kiosks/{kiosk.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode")!;

        Assert.Equal("Hall fermé", (await (await PostAsync($"kiosks/{kiosk.Id}/retire", new { reason = "Hall fermé" })).ReadAsync()).Text("reason"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await kiosk.Http.PostBatchAsync([])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("kiosks/enrol", new { code = unused })).StatusCode);
        Assert.Equal("QP-SURVEYS-015", (await (await PostAsync($"kiosks/{kiosk.Id}/enrolment-code")).ReadAsync()).Text("code"));
        using var service = _host.As("service");
        Assert.True((await service.GetJsonAsync($"kiosks/{kiosk.Id}/enrolment"))["revoked"]!.GetValue<bool>());
        Assert.Empty((await _admin.GetJsonAsync("kiosks"))["items"]!.AsArray());
        var listed = (await _admin.GetJsonAsync("kiosks?retired=true"))["items"]!.AsArray().Single()!;
        Assert.Equal(("retired", "Usager 12"), (listed.Text("status"), listed["retirement"]!.Text("by")));
        // Again, with another reason: what was done stays.
        Assert.Equal("Hall fermé", (await (await PostAsync($"kiosks/{kiosk.Id}/retire", new { reason = "Essai" })).ReadAsync()).Text("reason"));
    }

    [Fact]
    public async Task What_is_written_off_is_missing_no_more_and_counts_when_it_comes_after_all()
    {
        var kiosk = await _host.EnrolAsync();
        foreach (var sequence in (long[])[1, 5, 9]) await kiosk.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(sequence));
        Task<HttpResponseMessage> WriteOffAsync(long from, long to, string reason = "Appareil détruit") =>
            PostAsync($"kiosks/{kiosk.Id}/write-off", new { enrolment = 1, from, to, reason });

        Assert.Equal(HttpStatusCode.OK, (await WriteOffAsync(2, 4)).StatusCode);
        // One of them is there.
        Assert.Equal("QP-SURVEYS-016", (await (await WriteOffAsync(5, 6)).ReadAsync()).Text("code"));
        Assert.Equal("QP-SURVEYS-016", (await (await WriteOffAsync(9, 12)).ReadAsync()).Text("code"));
        Assert.Equal(HttpStatusCode.OK, (await WriteOffAsync(7, 7)).StatusCode);
        Assert.Equal("Appareil détruit", (await (await WriteOffAsync(7, 7, "Essai")).ReadAsync()).Text("reason"));

        var listed = await ListedAsync();
        Assert.Equal("""[{"from":6,"to":6},{"from":8,"to":8}]""", listed["missing"]!.ToJsonString());
        Assert.Equal(5, listed.Number("lastContiguousSequence"));
        Assert.Equal([(1, 2, 4, "Usager 12"), (1, 7, 7, "Usager 12")],
            listed["writtenOff"]!.AsArray().Select(one => (one!.Number("enrolment"), one!.Number("from"), one!.Number("to"), one!.Text("by")!)));
        JsonNode late = kiosk.Answer(3).With("id", Guid.CreateVersion7().ToString());
        var reply = await (await kiosk.Http.PostBatchAsync([late])).ReadAsync();
        Assert.Equal(("accepted", """[{"from":6,"to":6},{"from":8,"to":8}]"""), (reply["items"]![0]!.Text("result"), reply["missing"]!.ToJsonString()));
    }

    [Fact]
    public async Task What_a_replaced_device_said_to_hold_is_missing_until_it_comes()
    {
        var old = await _host.EnrolAsync();
        foreach (var sequence in (long[])[1, 2, 5]) await old.Http.PutAnswerAsync(Guid.CreateVersion7(), old.Answer(sequence));
        // Two of the four lie below the highest that came.
        await old.Http.PostBatchAsync([], new JsonObject { ["backlog"] = 4 });

        var renewed = await ReplaceAsync(old, keeps: null);

        var listed = await ListedAsync();
        Assert.Equal("[]", listed["missing"]!.ToJsonString());
        var earlier = listed["earlier"]!.AsArray().Single()!;
        Assert.Equal((1, """[{"from":3,"to":4},{"from":6,"to":7}]"""), (earlier.Number("enrolment"), earlier["missing"]!.ToJsonString()));
        Assert.NotNull(earlier["lastSeen"]);
        await renewed.Http.PutAnswerAsync(Guid.CreateVersion7(), old.Answer(6));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"kiosks/{old.Id}/write-off", new { enrolment = 1, from = 7, to = 7, reason = "Écran cassé" })).StatusCode);
        Assert.Equal("""[{"from":3,"to":4}]""", (await ListedAsync())["earlier"]![0]!["missing"]!.ToJsonString());
    }

    [Fact]
    public async Task A_device_that_takes_along_what_it_holds_leaves_nothing_behind()
    {
        var kiosk = await _host.EnrolAsync();
        await kiosk.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(1));
        await kiosk.Http.PostBatchAsync([], new JsonObject { ["backlog"] = 4 });

        await ReplaceAsync(kiosk, keeps: kiosk.Id);

        Assert.Empty((await ListedAsync())["earlier"]!.AsArray());
    }

    [Fact]
    public async Task The_list_tells_of_each_what_is_its_own_and_what_the_device_says_of_itself()
    {
        var kiosks = new[] { await _host.EnrolAsync(), await _host.EnrolAsync(), await _host.EnrolAsync("91-ETAMPES") };
        for (var i = 0; i < kiosks.Length; i++)
        {
            // Two arrive, and one before them whose id is another's: its number is read elsewhere, after theirs.
            var id = Guid.CreateVersion7();
            JsonNode Numbered(long sequence, Guid by) => kiosks[i].Answer(sequence, ("site", i < 2 ? SurveysHost.Site : "91-ETAMPES")).With("id", by.ToString());
            await kiosks[i].Http.PostBatchAsync([Numbered(i + 6, id), Numbered(i + 4, Guid.CreateVersion7()), Numbered(i + 2, id)], new JsonObject
            {
                ["sentAt"] = DateTimeOffset.UtcNow.AddHours(-2 * i).ToString("O"),
                ["aside"] = i,
                ["battery"] = 80 + i,
                ["browser"] = "Chromium 140",
                ["storage"] = new JsonObject { ["persisted"] = i > 0, ["usage"] = 52_000, ["quota"] = 1_000_000_000 },
            });
        }
        await _admin.GetJsonAsync("kiosks");

        var listed = (await _admin.GetJsonAsync("kiosks"))["items"]!.AsArray().ToDictionary(one => Guid.Parse(one!.Text("id")!), one => one!);

        for (var i = 0; i < kiosks.Length; i++)
        {
            var one = listed[kiosks[i].Id];
            Assert.Equal($$"""[{"from":1,"to":{{i + 1}}},{"from":{{i + 3}},"to":{{i + 3}}},{"from":{{i + 5}},"to":{{i + 5}}}]""", one["missing"]!.ToJsonString());
            Assert.Equal((i, 80 + i, "Chromium 140", i > 0), (one.Number("aside"), one.Number("battery"), one.Text("browser"), one["clockAlert"]!.GetValue<bool>()));
            Assert.Equal($$"""{"persisted":{{(i > 0 ? "true" : "false")}},"usage":52000,"quota":1000000000}""", one["storage"]!.ToJsonString());
        }
    }

    private async Task<EnrolledKioskClient> ReplaceAsync(EnrolledKioskClient kiosk, Guid? keeps)
    {
        var code = (await (await PostAsync($"kiosks/{kiosk.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode");
        var enrolled = await (await PostAsync("kiosks/enrol", keeps is null ? new { code } : new { code, keeps })).ReadAsync();
        return new EnrolledKioskClient(kiosk.Id, enrolled.Number("enrolment"), _host.Client(enrolled.Text("accessToken")));
    }

    private async Task<JsonNode> ListedAsync() => (await _admin.GetJsonAsync("kiosks"))["items"]!.AsArray().Single()!;

    private Task<HttpResponseMessage> PostAsync(string address, object? body = null) =>
        _admin.PostAsync(address, body is null ? null : JsonContent.Create(body), TestContext.Current.CancellationToken);
}
