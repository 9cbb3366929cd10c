using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Running_kiosks(QualiPref.Testing.RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_enrolment_code_works_once()
    {
        using var admin = _host.As("admin");
        var created = await (await PostAsync(admin, "kiosks", new { site = SurveysHost.Site, label = "Hall" })).ReadAsync();
        var code = created.Text("enrolmentCode");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_host.Http, "kiosks/enrol", new { code })).StatusCode);
        var again = await PostAsync(_host.Http, "kiosks/enrol", new { code });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal("QP-SURVEYS-008", (await again.ReadAsync()).Text("code"));
    }

    [Fact]
    public async Task Enrolled_anew_the_older_token_is_refused_and_older_answers_are_still_taken()
    {
        var old = await _host.EnrolAsync();
        using var admin = _host.As("admin");
        var code = (await (await PostAsync(admin, $"kiosks/{old.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode")!;
        var renewed = await _host.EnrolWithAsync(code);
        Assert.Equal((old.Id, 2), (renewed.Id, renewed.Enrolment));
        var refused = await old.Http.PutAnswerAsync(Guid.CreateVersion7(), old.Answer(1));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("QP-SURVEYS-006", (await refused.ReadAsync()).Text("code"));
        // Kept on the device since before it was enrolled anew.
        Assert.Equal(HttpStatusCode.Created, (await renewed.Http.PutAnswerAsync(Guid.CreateVersion7(), old.Answer(1))).StatusCode);
    }

    [Fact]
    public async Task Taken_back_its_token_and_its_code_are_refused_until_it_is_enrolled_anew()
    {
        var kiosk = await _host.EnrolAsync();
        using var admin = _host.As("admin");
        var unused = (await (await PostAsync(admin, $"kiosks/{kiosk.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode")!;

        var revoked = await (await PostAsync(admin, $"kiosks/{kiosk.Id}/revoke", new { reason = "Borne volée" })).ReadAsync();

        Assert.Equal((1, "Borne volée", "Usager 12"), (revoked.Number("enrolment"), revoked.Text("reason"), revoked.Text("by")));
        Assert.Equal("QP-SURVEYS-006", (await (await kiosk.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(1))).ReadAsync()).Text("code"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await kiosk.Http.PostBatchAsync([])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(_host.Http, "kiosks/enrol", new { code = unused })).StatusCode);
        Assert.Equal("revoked", (await admin.GetJsonAsync("kiosks"))["items"]![0]!.Text("status"));
        // Again, with another reason: what was done stays.
        Assert.Equal("Borne volée", (await (await PostAsync(admin, $"kiosks/{kiosk.Id}/revoke", new { reason = "Essai" })).ReadAsync()).Text("reason"));

        var code = (await (await PostAsync(admin, $"kiosks/{kiosk.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode")!;
        var renewed = await _host.EnrolWithAsync(code);
        Assert.Equal(HttpStatusCode.Created, (await renewed.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(1))).StatusCode);
        Assert.Equal("enrolled", (await admin.GetJsonAsync("kiosks"))["items"]![0]!.Text("status"));
    }

    [Fact]
    public async Task Taken_back_again_the_code_that_was_handed_out_since_is_refused_too()
    {
        var kiosk = await _host.EnrolAsync();
        using var admin = _host.As("admin");
        await PostAsync(admin, $"kiosks/{kiosk.Id}/revoke", new { reason = "Borne volée" });
        var code = (await (await PostAsync(admin, $"kiosks/{kiosk.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode")!;

        var revoked = await (await PostAsync(admin, $"kiosks/{kiosk.Id}/revoke", new { reason = "Code perdu" })).ReadAsync();

        Assert.Equal("Code perdu", revoked.Text("reason"));
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(_host.Http, "kiosks/enrol", new { code })).StatusCode);
    }

    [Fact]
    public async Task Services_are_told_which_enrolment_holds()
    {
        var kiosk = await _host.EnrolAsync();
        using var service = _host.As("service");
        var before = await service.GetJsonAsync($"kiosks/{kiosk.Id}/enrolment");
        Assert.Equal((1, false, SurveysHost.Site), (before.Number("enrolment"), before["revoked"]!.GetValue<bool>(), before.Text("site")));
        using var admin = _host.As("admin");
        await PostAsync(admin, $"kiosks/{kiosk.Id}/revoke", new { reason = "Borne volée" });
        Assert.True((await service.GetJsonAsync($"kiosks/{kiosk.Id}/enrolment"))["revoked"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync(new Uri($"kiosks/{Guid.NewGuid()}/enrolment", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("site", "91-ETAMPES")]
    [InlineData("kiosk", "0192b1f0-0000-7000-8000-00000000000a")]
    [InlineData("enrolment", 2)]
    public async Task An_answer_of_another_kiosk_site_or_enrolment_is_refused(string field, object value)
    {
        var kiosk = await _host.EnrolAsync();
        var reply = await kiosk.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(1, (field, value is int number ? number : (string)value)));
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Equal("QP-SURVEYS-007", (await reply.ReadAsync()).Text("code"));
    }

    [Fact]
    public async Task The_list_names_what_is_missing_and_what_the_device_said()
    {
        var kiosk = await _host.EnrolAsync();
        var device = new JsonObject
        {
            ["sentAt"] = DateTimeOffset.UtcNow.AddSeconds(-90).ToString("O"),
            ["backlog"] = 3,
            ["appVersion"] = "1.4.0",
        };
        JsonNode Item(long sequence) => kiosk.Answer(sequence).With("id", Guid.CreateVersion7().ToString());
        JsonNode odd = kiosk.Answer(9, ("surprise", 1)).With("id", Guid.CreateVersion7().ToString());
        var reply = await (await kiosk.Http.PostBatchAsync([Item(1), Item(2), Item(5), odd], device)).ReadAsync();
        Assert.Equal(2, reply["contiguousSequence"]!.GetValue<long>());
        Assert.Equal("""[{"from":3,"to":4},{"from":6,"to":8}]""", reply["missing"]!.ToJsonString());

        using var quality = _host.As("quality");
        var listed = (await quality.GetJsonAsync("kiosks"))["items"]!.AsArray().Single()!;
        Assert.Equal(2, listed["lastContiguousSequence"]!.GetValue<long>());
        Assert.Equal("""[{"from":3,"to":4},{"from":6,"to":8}]""", listed["missing"]!.ToJsonString());
        Assert.Equal(1, listed["setAside"]!.GetValue<int>());
        Assert.Equal(3, listed["backlog"]!.GetValue<int>());
        Assert.Equal("1.4.0", listed.Text("appVersion"));
        Assert.InRange(listed["clockOffsetSeconds"]!.GetValue<double>(), 89, 100);
        Assert.Equal(1, listed["enrolment"]!.GetValue<int>());

        var filled = await (await kiosk.Http.PostBatchAsync([Item(3), Item(4), Item(6)])).ReadAsync();
        Assert.Equal(6, filled["contiguousSequence"]!.GetValue<long>());
    }

    [Theory]
    // One read takes a thousand: the gap lies in the second, in the first behind which another follows, or there is none.
    [InlineData(new long[] { 1_500 }, 1_499, """[{"from":1500,"to":1500}]""")]
    [InlineData(new long[] { 7, 2_400 }, 6, """[{"from":7,"to":7},{"from":2400,"to":2400}]""")]
    [InlineData(new long[] { }, 2_500, "[]")]
    public async Task The_list_names_what_is_missing_from_a_long_backlog(long[] missing, long contiguous, string ranges)
    {
        var kiosk = await _host.EnrolAsync();
        await _host.Storage.Responses.InsertManyAsync(
            from sequence in Enumerable.Range(1, 2_500).Select(number => (long)number).Except(missing)
            select Stored.Answer(kiosk: (kiosk.Id, sequence)), cancellationToken: TestContext.Current.CancellationToken);
        using var quality = _host.As("quality");

        var listed = (await quality.GetJsonAsync("kiosks"))["items"]!.AsArray().Single()!;

        Assert.Equal((contiguous, ranges), (listed["lastContiguousSequence"]!.GetValue<long>(), listed["missing"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_batch_without_items_is_a_sign_of_life_that_tells_what_is_missing()
    {
        var kiosk = await _host.EnrolAsync();
        await kiosk.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(3));
        var device = new JsonObject { ["enrolment"] = 1, ["sentAt"] = DateTimeOffset.UtcNow.ToString("O"), ["backlog"] = 0, ["storage"] = "none", ["aside"] = -1 };

        var reply = await (await kiosk.Http.PostBatchAsync([], device)).ReadAsync();

        Assert.Equal("""{"items":[],"contiguousSequence":0,"missing":[{"from":1,"to":2}]}""", reply.ToJsonString());
        using var quality = _host.As("quality");
        var listed = (await quality.GetJsonAsync("kiosks"))["items"]!.AsArray().Single()!;
        Assert.Equal(0, listed.Number("backlog"));
        Assert.NotNull(listed["lastSeen"]);
    }

    [Fact]
    public async Task Enrolled_anew_it_is_told_what_is_missing_of_the_present_enrolment()
    {
        var old = await _host.EnrolAsync();
        await old.Http.PutAnswerAsync(Guid.CreateVersion7(), old.Answer(3));
        using var admin = _host.As("admin");
        var renewed = await _host.EnrolWithAsync((await (await PostAsync(admin, $"kiosks/{old.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode")!);
        JsonNode late = old.Answer(1).With("id", Guid.CreateVersion7().ToString()), ahead = renewed.Answer(2).With("id", Guid.CreateVersion7().ToString());

        var reply = await (await renewed.Http.PostBatchAsync([late, ahead], new JsonObject { ["enrolment"] = 1 })).ReadAsync();

        Assert.Equal((1, """[{"from":1,"to":1}]"""), (reply.Number("contiguousSequence"), reply["missing"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_number_that_came_under_two_ids_counts_twice_is_flagged_and_makes_no_gap()
    {
        var kiosk = await _host.EnrolAsync();
        JsonNode Item(long sequence) => kiosk.Answer(sequence).With("id", Guid.CreateVersion7().ToString());
        var again = Item(2);
        await kiosk.Http.PostBatchAsync([Item(1), Item(2), Item(3)]);

        // Sent twice, as after a reply that was lost: of one id it is no second answer.
        await kiosk.Http.PostBatchAsync([again, Item(4)]);
        var reply = await (await kiosk.Http.PostBatchAsync([again.DeepClone()])).ReadAsync();
        await kiosk.Http.PutAnswerAsync(Guid.CreateVersion7(), kiosk.Answer(4));

        Assert.Equal(("duplicate", 4, "[]"), (reply["items"]![0]!.Text("result"), reply.Number("contiguousSequence"), reply["missing"]!.ToJsonString()));
        using var quality = _host.As("quality");
        var listed = (await quality.GetJsonAsync($"responses?kiosk={kiosk.Id}&status=counted"))["items"]!.AsArray();
        Assert.Equal([(1, false), (2, true), (2, true), (3, false), (4, true), (4, true)],
            listed.Select(one => (one!.Number("sequence"), one!["sequenceRepeated"]!.GetValue<bool>())).Order());
        Assert.Equal(4, (await quality.GetJsonAsync("kiosks"))["items"]![0]!.Number("repeated"));
    }

    [Fact]
    public async Task Creating_twice_with_one_key_makes_one_kiosk()
    {
        using var admin = _host.As("admin");
        admin.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await (await PostAsync(admin, "kiosks", new { site = SurveysHost.Site, label = "Hall" })).ReadAsync();
        var second = await (await PostAsync(admin, "kiosks", new { site = SurveysHost.Site, label = "Hall" })).ReadAsync();
        Assert.Equal(first.Text("id"), second.Text("id"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(admin, "kiosks", new { site = SurveysHost.Site, label = "Autre" })).StatusCode);
        await _host.EnrolWithAsync(second.Text("enrolmentCode")!);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(admin, "kiosks", new { site = SurveysHost.Site, label = "Hall" })).StatusCode);
    }

    [Fact]
    public async Task Only_an_admin_creates_one_and_every_invalid_field_is_named()
    {
        using var quality = _host.As("quality");
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(quality, "kiosks", new { site = SurveysHost.Site, label = "Hall" })).StatusCode);
        using var admin = _host.As("admin");
        var reply = await PostAsync(admin, "kiosks", new { site = "00-NOWHERE", colour = "red" });
        Assert.Equal(["/site", "/label", "/colour"], (await reply.ReadAsync())["errors"]!.AsArray().Select(error => error!.Text("pointer")));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object? body = null) =>
        client.PostAsync(address, body is null ? null : JsonContent.Create(body), TestContext.Current.CancellationToken);
}
