using System.Net;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Publishing_an_edition(RealEngine engine)
{
    private static readonly object Reason = new { reason = "Comité du 26 mars" };

    [Fact]
    public async Task Makes_the_public_version_readable_without_a_token()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeAsync(reporting);
        using var nobody = reporting.Client();
        using var before = await reporting.GetAsync($"/editions/{edition}", nobody);

        using var published = await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"1\"");

        await RunningReporting.RefusedAsync(before, HttpStatusCode.Unauthorized, "QP-REPORTING-908");
        Assert.Equal("\"2\"", published.Headers.ETag?.ToString());
        var view = await reporting.JsonAsync($"/editions/{edition}", nobody);
        var members = await reporting.JsonAsync($"/editions/{edition}");
        Assert.Equal(members.GetProperty("figures").GetRawText(), view.GetProperty("figures").GetRawText());
        Assert.Equal(("public", 0), (view.GetProperty("audience").GetString(), view.GetProperty("complaints").GetArrayLength()));
        Assert.NotEqual(0, members.GetProperty("complaints").GetArrayLength());
        foreach (var path in new[] { "", "/manifest", "/document", "/document?format=csv", "/document?format=json", "/document?audience=public" })
        {
            var text = await reporting.DocumentAsync($"/editions/{edition}{path}", nobody);
            Assert.DoesNotContain("Borne volée", text, StringComparison.Ordinal);
            Assert.DoesNotContain("nonQualifie", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Compte 1", text, StringComparison.Ordinal);
        }
        using var asMember = await reporting.GetAsync($"/editions/{edition}/document?audience=members", nobody);
        await RunningReporting.RefusedAsync(asMember, HttpStatusCode.Unauthorized, "QP-REPORTING-908");
    }

    [Fact]
    public async Task Changes_nothing_but_the_publication()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeAsync(reporting);
        var manifest = await reporting.DocumentAsync($"/editions/{edition}/manifest");

        using var published = await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"1\"");

        Assert.Equal(manifest, await reporting.DocumentAsync($"/editions/{edition}/manifest"));
        var digest = (await RunningReporting.JsonOf(published)).GetProperty("manifestDigest").GetString();
        Assert.Equal(digest, ContentStore.DigestOf(System.Text.Encoding.UTF8.GetBytes(manifest)));
        using var verified = await reporting.PostToAsync($"/editions/{edition}/verify", null);
        Assert.True((await RunningReporting.JsonOf(verified)).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Is_noted_behind_the_freezing_once_and_without_the_reason()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeAsync(reporting);
        for (var times = 0; times < 2; times++) (await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"1\"")).Dispose();

        using var admin = reporting.Client(["admin"]);
        var chain = (await reporting.JsonAsync("/audit/chain", admin)).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(
            [("freeze", "report.freeze", "operator"), ("freeze", "edition.store", "service"), ("publication", "edition.publish", "operator")],
            chain.Select(entry => (entry.GetProperty("kind").GetString(), entry.GetProperty("act").GetString(), entry.GetProperty("by").GetProperty("kind").GetString())));
        Assert.All(chain.Skip(1), entry => Assert.Equal(edition.ToString(), entry.GetProperty("on").GetProperty("ids")[0].GetString()));
        // A search by one of its sites finds each.
        Assert.All(chain, entry => Assert.Contains(Given.Agen, entry.GetProperty("sites").EnumerateArray().Select(site => site.GetString())));
        Assert.DoesNotContain(chain, entry => entry.GetRawText().Contains("Comité", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Puts_the_ends_of_the_audit_logs_out_of_the_house()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        using var admin = reporting.Client(["admin"]);
        await reporting.JsonAsync("/audit", admin);
        var edition = await FreezeAsync(reporting);

        var heads = (await reporting.JsonAsync($"/editions/{edition}/manifest")).GetProperty("auditHeads");

        // Those of who answers: the search and the freezing here, nothing yet there.
        Assert.Equal(["indicators", "reporting"], heads.EnumerateObject().Select(head => head.Name));
        Assert.Equal((0, new string('0', 64)), (heads.GetProperty("indicators").GetProperty("number").GetInt32(), heads.GetProperty("indicators").GetProperty("hash").GetString()));
        var chain = (await reporting.JsonAsync("/audit/chain", admin)).GetProperty("items");
        Assert.Equal((2, chain[1].GetProperty("hash").GetString()), (heads.GetProperty("reporting").GetProperty("number").GetInt32(), heads.GetProperty("reporting").GetProperty("hash").GetString()));
        using var verified = await reporting.PostToAsync($"/editions/{edition}/verify", null);
        Assert.True((await RunningReporting.JsonOf(verified)).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Again_for_the_same_reason_answers_the_same()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeAsync(reporting);

        using var first = await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"1\"");
        using var again = await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"1\"");
        using var withNewTag = await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"2\"");

        var text = (await RunningReporting.JsonOf(first)).GetRawText();
        Assert.Equal(text, (await RunningReporting.JsonOf(again)).GetRawText());
        Assert.Equal(text, (await RunningReporting.JsonOf(withNewTag)).GetRawText());
    }

    [Fact]
    public async Task For_another_reason_or_without_the_tag_is_refused()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeAsync(reporting);
        var other = new { reason = "Autre motif" };

        using var untagged = await reporting.PostToAsync($"/editions/{edition}/publish", Reason);
        using var wrongTag = await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"7\"");
        using var faulty = await reporting.PostToAsync($"/editions/{edition}/publish", new { reason = " ", colour = "bleu" }, match: "\"1\"");
        using var published = await reporting.PostToAsync($"/editions/{edition}/publish", Reason, match: "\"1\"");
        using var stale = await reporting.PostToAsync($"/editions/{edition}/publish", other, match: "\"1\"");
        using var late = await reporting.PostToAsync($"/editions/{edition}/publish", other, match: "\"2\"");

        await RunningReporting.RefusedAsync(untagged, HttpStatusCode.PreconditionRequired, "QP-REPORTING-906");
        await RunningReporting.RefusedAsync(wrongTag, HttpStatusCode.PreconditionFailed, "QP-REPORTING-907");
        Assert.Equal(["/reason", "/colour"], await RunningReporting.RefusedAsync(faulty, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905"));
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        await RunningReporting.RefusedAsync(stale, HttpStatusCode.PreconditionFailed, "QP-REPORTING-907");
        await RunningReporting.RefusedAsync(late, HttpStatusCode.Conflict, "QP-REPORTING-009");
    }

    [Theory]
    [InlineData("/editions", 0)]
    [InlineData("/editions/{0}", 0)]
    [InlineData("/editions/{0}/manifest", 0)]
    [InlineData("/editions/{0}/document", 0)]
    [InlineData("/editions/{0}/differences?to={0}", 0)]
    [InlineData("/editions/{0}/verify", 1)]
    [InlineData("/editions/{0}/publish", 1)]
    [InlineData("/operations/{1}", 0)]
    public async Task Everything_of_an_unpublished_one_needs_the_role_and_the_sites(string path, int isPost)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeAsync(reporting);
        var address = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, edition, reporting.Indicators.Requests[0].CutId);
        using var nobody = reporting.Client();
        using var handler = reporting.Client(["handler"]);
        using var elsewhere = reporting.Client(["quality"], [Given.Evry]);

        Task<HttpResponseMessage> Call(HttpClient client) =>
            isPost == 1 ? reporting.PostToAsync(address, Reason, client: client, match: "\"1\"") : reporting.GetAsync(address, client);
        using var unknown = await Call(nobody);
        using var wrongRole = await Call(handler);
        using var wrongSite = await Call(elsewhere);

        await RunningReporting.RefusedAsync(unknown, HttpStatusCode.Unauthorized, "QP-REPORTING-908");
        await RunningReporting.RefusedAsync(wrongRole, HttpStatusCode.Forbidden, "QP-REPORTING-909");
        if (path == "/editions") Assert.Empty((await RunningReporting.JsonOf(wrongSite)).GetProperty("items").EnumerateArray());
        else await RunningReporting.RefusedAsync(wrongSite, HttpStatusCode.Forbidden, "QP-REPORTING-909");
    }

    [Theory]
    [InlineData("/editions/{0}")]
    [InlineData("/editions/{0}/manifest")]
    [InlineData("/editions/{0}/document")]
    [InlineData("/editions/{0}/differences?to={0}")]
    [InlineData("/operations/{0}")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        using var response = await reporting.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Guid.NewGuid()));

        await RunningReporting.RefusedAsync(response, HttpStatusCode.NotFound, "QP-REPORTING-910");
    }

    private static async Task<Guid> FreezeAsync(RunningReporting reporting)
    {
        reporting.Indicators.Cells.AddRange(Given.CellsOf2014);
        object[] declared = [new { source = "surveys", site = Given.Agen, month = "2014-03", pending = 2, reason = "Borne volée" }];
        return await reporting.FreezeAsync(await reporting.OpenAsync("lot-et-garonne", "2014"), "1", new { declared });
    }
}
