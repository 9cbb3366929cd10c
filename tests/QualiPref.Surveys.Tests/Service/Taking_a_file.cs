using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Taking_a_file(QualiPref.Testing.RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;
    private EnrolledKioskClient _kiosk = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SurveysHost.StartAsync(engine);
        _kiosk = await _host.EnrolAsync();
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_came_both_ways_counts_once_and_what_was_missing_is_so_no_more()
    {
        JsonObject sent = Item(1), aside = Item(2, ("mood", "new in the next version")), kept = Item(3);
        await _kiosk.Http.PostBatchAsync([sent, aside, Item(4)]);
        var before = (await _host.As("admin").GetJsonAsync("kiosks"))["items"]![0]!;

        var reply = await (await ImportAsync(File([sent.DeepClone(), aside.DeepClone(), kept, new JsonObject { ["id"] = "no uuid" }]))).ReadAsync();

        Assert.Equal(["duplicate", "setAside", "accepted", "invalid"], reply["items"]!.AsArray().Select(item => item!.Text("result")));
        Assert.Equal((4, "[]"), (reply.Number("contiguousSequence"), reply["missing"]!.ToJsonString()));
        Assert.Equal(4, await _host.Storage.Responses.CountDocumentsAsync(r => r.Kiosk == _kiosk.Id, null, TestContext.Current.CancellationToken));
        // A file says nothing of the device.
        var after = (await _host.As("admin").GetJsonAsync("kiosks"))["items"]![0]!;
        Assert.Equal((before.Text("lastSeen"), before["backlog"]?.ToJsonString(), before["clockOffsetSeconds"]?.ToJsonString()),
            (after.Text("lastSeen"), after["backlog"]?.ToJsonString(), after["clockOffsetSeconds"]?.ToJsonString()));
        var entry = (await _host.As("admin").GetJsonAsync("audit?kind=decision"))["items"]![0]!;
        Assert.Equal(("kiosk.import", "4"), (entry.Text("act"), entry["details"]!.Text("answers")));
    }

    [Fact]
    public async Task An_answer_is_dated_by_the_offset_that_the_device_had_when_it_synced()
    {
        var device = DateTimeOffset.UtcNow.AddDays(-2);
        await _kiosk.Http.PostBatchAsync([], new JsonObject { ["sentAt"] = device.ToString("O") });
        var answer = Item(1, ("answeredAt", device.AddHours(1).ToString("O")));

        await ImportAsync(File([answer]));

        var kept = await _host.Storage.Responses.Find(r => r.Kiosk == _kiosk.Id && r.Enrolment == 1 && r.Sequence == 1).SingleAsync(TestContext.Current.CancellationToken);
        Assert.InRange(kept.AnsweredAt, DateTime.UtcNow.AddMinutes(59), DateTime.UtcNow.AddMinutes(61));
    }

    [Fact]
    public async Task Whoever_hands_it_in_speaks_for_the_kiosk_alone()
    {
        JsonObject paper = Item(1), elsewhere = Item(2, ("site", "91-ETAMPES")), ahead = Item(3, ("enrolment", 2));
        paper["channel"] = "paper";
        foreach (var name in (string[])["kiosk", "enrolment", "sequence"]) paper.Remove(name);

        var reply = await (await ImportAsync(File([paper, elsewhere, ahead]))).ReadAsync();

        Assert.Equal(["setAside", "setAside", "setAside"], reply["items"]!.AsArray().Select(item => item!.Text("result")));
        var listed = (await _host.As("quality").GetJsonAsync("responses?status=setAside&code=QP-SURVEYS-007"))["items"]!.AsArray();
        Assert.Equal([SurveysHost.Site, SurveysHost.Site, SurveysHost.Site], listed.Select(one => one!.Text("site")));
    }

    [Fact]
    public async Task A_retired_kiosks_file_is_taken_and_anothers_is_not()
    {
        using var admin = _host.As("admin");
        await admin.PostAsJsonAsync($"kiosks/{_kiosk.Id}/retire", new { reason = "Hall fermé" }, TestContext.Current.CancellationToken);
        Assert.Equal("accepted", (await (await ImportAsync(File([Item(1)]))).ReadAsync())["items"]![0]!.Text("result"));
        foreach (var wrong in (JsonObject[])[File([Item(2)]).With("kiosk", Guid.NewGuid().ToString()), File([Item(2)]).With("enrolment", 2)])
        {
            Assert.Equal("QP-SURVEYS-017", (await (await ImportAsync(wrong)).ReadAsync()).Text("code"));
        }
        var unreadable = await (await ImportAsync(File([]).With("format", "csv").With("version", 2).With("items", 7))).ReadAsync();
        Assert.Equal(["/format", "/version", "/items"], unreadable["errors"]!.AsArray().Select(error => error!.Text("pointer")));
        Assert.Equal(HttpStatusCode.Forbidden, (await ImportAsync(File([]), _host.As("admin", "91-ETAMPES"))).StatusCode);
        Assert.Equal(1, await _host.Storage.Responses.CountDocumentsAsync(r => r.Kiosk == _kiosk.Id, null, TestContext.Current.CancellationToken));
    }

    private JsonObject Item(long sequence, params (string Name, JsonNode? Value)[] changes) => _kiosk.Answer(sequence, changes).With("id", Guid.CreateVersion7().ToString());

    private JsonObject File(IEnumerable<JsonNode> items) => new()
    {
        ["format"] = "qualipref-borne",
        ["version"] = 1,
        ["exportedAt"] = DateTimeOffset.UtcNow.ToString("O"),
        ["kiosk"] = _kiosk.Id.ToString(),
        ["enrolment"] = 1,
        ["device"] = new JsonObject { ["sentAt"] = DateTimeOffset.UtcNow.AddDays(-300).ToString("O"), ["backlog"] = 12 },
        ["items"] = new JsonArray([.. items]),
    };

    private Task<HttpResponseMessage> ImportAsync(JsonObject file, HttpClient? by = null) =>
        (by ?? _host.As("admin")).PostAsJsonAsync($"kiosks/{_kiosk.Id}/import", file, TestContext.Current.CancellationToken);
}
