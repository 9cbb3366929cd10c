using System.Net;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Opening_a_report(RealEngine engine)
{
    [Fact]
    public async Task Answers_201_with_its_address_and_version()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        using var response = await reporting.PostAsync(new { network = "essonne", period = "2026-S1", title = "  Bilan du semestre " });

        var report = await RunningReporting.JsonOf(response);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/reporting/v1/reports/{report.GetProperty("id").GetGuid()}", response.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        Assert.Equal("Bilan du semestre", report.GetProperty("title").GetString());
        Assert.Equal("draft", report.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Twice_with_one_id_gives_one_report()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = Guid.CreateVersion7();

        using var first = await reporting.PostAsync(new { id, network = "essonne", period = "2026", title = "Bilan" });
        using var again = await reporting.PostAsync(new { id, network = "essonne", period = "2026", title = "Bilan" });
        using var other = await reporting.PostAsync(new { id, network = "essonne", period = "2026", title = "Autre bilan" });

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal((await RunningReporting.JsonOf(first)).GetRawText(), (await RunningReporting.JsonOf(again)).GetRawText());
        await RunningReporting.RefusedAsync(other, HttpStatusCode.Conflict, "QP-REPORTING-002");
        Assert.Single((await ListAsync(reporting)).EnumerateArray());
    }

    [Fact]
    public async Task Twice_with_one_key_gives_one_report()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var body = new { network = "essonne", period = "2026", title = "Bilan" };

        using var first = await reporting.PostAsync(body, key: "demande-1");
        using var again = await reporting.PostAsync(body, key: "demande-1");
        using var other = await reporting.PostAsync(body with { period = "2025" }, key: "demande-1");

        Assert.Equal((await RunningReporting.JsonOf(first)).GetRawText(), (await RunningReporting.JsonOf(again)).GetRawText());
        await RunningReporting.RefusedAsync(other, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-914");
        Assert.Single((await ListAsync(reporting)).EnumerateArray());
    }

    [Fact]
    public async Task Names_every_invalid_field()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        using var response = await reporting.PostAsync(
            new { id = "1", network = "ailleurs", period = "2026-07-01..2026-07-15", title = new string('x', 201), colour = "bleu" }, key: new string('k', 201));

        Assert.Equal(
            ["/colour", "/id", "/network", "/period", "/title", "Idempotency-Key"],
            (await RunningReporting.RefusedAsync(response, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905")).Order(StringComparer.Ordinal));
        Assert.Empty((await ListAsync(reporting)).EnumerateArray());
    }

    [Theory]
    [InlineData("2026-07-02..2026-08-31")]
    [InlineData("2026-13")]
    [InlineData("l'année")]
    [InlineData("")]
    public async Task Takes_whole_months_only(string period)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        using var response = await reporting.PostAsync(new { network = "essonne", period, title = "Bilan" });

        Assert.Equal(["/period"], await RunningReporting.RefusedAsync(response, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905"));
    }

    [Fact]
    public async Task Is_refused_without_the_role_or_a_site_of_the_network()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var body = new { network = "essonne", period = "2026", title = "Bilan" };
        using var nobody = reporting.Client();
        using var handler = reporting.Client(["handler"]);
        using var partial = reporting.Client(["quality"], ["91-EVRY", "91-ETAMPES"]);

        using var unknown = await reporting.PostAsync(body, client: nobody);
        using var wrongRole = await reporting.PostAsync(body, client: handler);
        using var wrongSites = await reporting.PostAsync(body, client: partial);

        await RunningReporting.RefusedAsync(unknown, HttpStatusCode.Unauthorized, "QP-REPORTING-908");
        await RunningReporting.RefusedAsync(wrongRole, HttpStatusCode.Forbidden, "QP-REPORTING-909");
        await RunningReporting.RefusedAsync(wrongSites, HttpStatusCode.Forbidden, "QP-REPORTING-909");
        Assert.Empty((await ListAsync(reporting)).EnumerateArray());
    }

    private static async Task<System.Text.Json.JsonElement> ListAsync(RunningReporting reporting)
    {
        using var response = await reporting.GetAsync("/reports");
        return (await RunningReporting.JsonOf(response)).GetProperty("items");
    }
}
