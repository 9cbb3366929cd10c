using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Noting_who_did_what_with_a_case(RealEngine engine) : IAsyncLifetime
{
    private RunningComplaints _complaints = null!;

    public async ValueTask InitializeAsync() => _complaints = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _complaints.DisposeAsync();

    [Fact]
    public async Task A_reading_is_noted_with_the_case_its_site_and_who_read()
    {
        var known = await _complaints.Handler.FiledAsync();

        var read = Assert.Single(await EntriesAsync($"on={known.Id}&kind=read"));

        Assert.Equal(("case.read", "case", Requests.Site), (read.Text("act"), read["on"]!.Text("kind"), read.List("sites").Single()!.GetValue<string>()));
        // Who operates has no id.
        Assert.Equal(("operator", "Agent-7"), (read["by"]!.Text("kind"), read["by"]!.Text("id")));
        Assert.DoesNotContain("Usager 12", read.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_noted_with_the_cases_that_it_gave_out_and_one_without_any_is_not()
    {
        var (first, second) = (await _complaints.Handler.FiledAsync(), await _complaints.Handler.FiledAsync(("site", "91-PALAISEAU")));
        await _complaints.Handler.GetJsonAsync("complaints?pageSize=10");
        await _complaints.Handler.GetJsonAsync("complaints?pageSize=10&site=91-ETAMPES");

        var listed = Assert.Single(await EntriesAsync("kind=read"), entry => entry.Text("act") == "case.list");

        Assert.Equal(new[] { first.Id, second.Id }.Order(), listed["on"]!.List("ids").Select(id => id!.GetValue<string>()).Order());
        Assert.Equal([Requests.Site, "91-PALAISEAU"], listed.List("sites").Select(site => site!.GetValue<string>()));
        Assert.Equal(["case.list", "case.read"], (await EntriesAsync($"on={second.Id}")).Select(entry => entry.Text("act")));
    }

    [Fact]
    public async Task A_step_is_noted_with_its_version_and_a_correction_as_one()
    {
        var known = await _complaints.Handler.FiledAsync();
        known = await _complaints.Handler.DoAsync(known, "qualify", new { motive = "attente", gravity = "forte" });
        await _complaints.Handler.DoAsync(known, "correct", new { site = "91-PALAISEAU", reason = "Erreur de saisie du site" });

        Assert.Equal(
            [("case.correct", "correction", "3"), ("case.qualify", "decision", "2")],
            (await EntriesAsync($"on={known.Id}")).Where(entry => entry.Text("kind") != "read").Select(entry => (entry.Text("act"), entry.Text("kind"), entry["details"]!.Text("version"))));
        var correction = Assert.Single(await EntriesAsync("kind=correction&site=91-PALAISEAU"));
        Assert.Equal([Requests.Site, "91-PALAISEAU"], correction.List("sites").Select(site => site!.GetValue<string>()));
        Assert.DoesNotContain("Erreur", correction.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_and_what_the_public_does_is_not_noted()
    {
        var filing = Requests.Filing(("channel", "web"), ("proof", _complaints.ProofOf(Guid.CreateVersion7())));
        var filed = await (await _complaints.Public.FileAsync(filing)).ReadAsync(HttpStatusCode.Created);
        await _complaints.Public.GetJsonAsync($"tracking/{filed.Text("trackingCode")}");
        using var elsewhere = _complaints.As("handler", "91-ETAMPES");
        Assert.Equal(HttpStatusCode.Forbidden, await elsewhere.StatusOfAsync($"complaints/{filed.Text("id")}"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _complaints.Handler.TryAsync(filed.Text("id")!, "\"7\"", "resume", new { })).StatusCode);

        Assert.DoesNotContain(await EntriesAsync(""), entry => entry["on"]!.Text("kind") == "case");
    }

    [Fact]
    public async Task Searches_are_noted_and_read_page_by_page_and_the_chain_has_no_gap()
    {
        for (var n = 0; n < 3; n++) await _complaints.Handler.FiledAsync();

        using var admin = _complaints.As("admin", "*");
        var first = await admin.GetJsonAsync("audit?pageSize=2");
        var second = await admin.GetJsonAsync($"audit?pageSize=2&cursor={first.Text("next")}");
        var chain = await admin.GetJsonAsync("audit/chain?from=2");

        Assert.Equal(["case.read", "case.read"], first.List("items").Select(entry => entry!.Text("act")));
        Assert.Equal(["case.read"], second.List("items").Select(entry => entry!.Text("act")));
        Assert.Equal([2L, 3L, 4L, 5L], chain.List("items").Select(entry => entry!["number"]!.GetValue<long>()));
        Assert.Equal(chain.List("items").Skip(1).Select(entry => entry!.Text("previous")), chain.List("items").SkipLast(1).Select(entry => entry!.Text("hash")));
        Assert.Equal(["audit.search", "audit.search"], chain.List("items").TakeLast(2).Select(entry => entry!.Text("act")));
        Assert.Equal(5, chain["head"]!["number"]!.GetValue<long>());
        // The reading of the chain is its next entry.
        Assert.Equal(6, (await admin.GetJsonAsync("audit/head"))["number"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("kind=gossip", "kind")]
    [InlineData("by=Usager 12", "by")]
    [InlineData("from=hier", "from")]
    [InlineData("until=2026-02-30T00:00:00Z", "until")]
    [InlineData("cursor=xyz", "cursor")]
    public async Task A_search_that_cannot_be_meant_is_refused(string query, string pointer)
    {
        using var admin = _complaints.As("admin", "*");
        var refused = await admin.GetAsync(new Uri($"audit?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal([pointer], (await refused.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }

    [Fact]
    public async Task Nobody_but_administrators_of_all_sites_reads_it()
    {
        foreach (var caller in (HttpClient[])[_complaints.As("quality", "*"), _complaints.As("admin", Requests.Site)])
        {
            foreach (var path in (string[])["audit", "audit/chain", "audit/head"]) Assert.Equal(HttpStatusCode.Forbidden, await caller.StatusOfAsync(path));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, await _complaints.Public.StatusOfAsync("audit"));
    }

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(string query)
    {
        using var admin = _complaints.As("admin", "*");
        return [.. (await admin.GetJsonAsync($"audit?pageSize=200&{query}")).List("items").Select(entry => entry!)];
    }
}
