using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Catalogue;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Reading_a_report(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compares_over_the_days_since_the_source_was_first_heard()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(
            Given.Cell(Given.Agen, "2014-02-03") with { Complaints = [Given.Received(30, "letter", null)] },
            Given.Cell(Given.Agen, "2013-09-02") with { Complaints = [Given.Received(10, "letter", null)] });
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");
        async Task<int> DaysAsync() => (await reporting.ReadAsync(report)).GetProperty("figures").EnumerateArray()
            .First(figure => figure.GetProperty("indicator").GetString() == "complaints.received")
            .GetProperty("comparison").GetProperty("previousDays").GetInt32();

        var opened = await DaysAsync();
        reporting.Indicators.Hold(Given.Row("2012-11", 3, source: "complaints"));

        Assert.Equal((121, 365), (opened, await DaysAsync()));
    }

    [Fact]
    public async Task Answers_its_version_as_etag_and_is_not_cached()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync();

        using var response = await reporting.GetAsync($"/reports/{id}");

        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/document?format=json")]
    public async Task Is_refused_outside_role_and_sites(string suffix)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync();
        using var nobody = reporting.Client();
        using var handler = reporting.Client(["handler"]);
        using var partial = reporting.Client(["admin"], ["91-EVRY", "91-ETAMPES"]);
        using var whole = reporting.Client(["quality"], ["91-EVRY", "91-ETAMPES", "91-PALAISEAU"]);

        using var unknown = await reporting.GetAsync($"/reports/{id}{suffix}", nobody);
        using var wrongRole = await reporting.GetAsync($"/reports/{id}{suffix}", handler);
        using var wrongSites = await reporting.GetAsync($"/reports/{id}{suffix}", partial);
        using var allowed = await reporting.GetAsync($"/reports/{id}{suffix}", whole);

        await RunningReporting.RefusedAsync(unknown, HttpStatusCode.Unauthorized, "QP-REPORTING-908");
        await RunningReporting.RefusedAsync(wrongRole, HttpStatusCode.Forbidden, "QP-REPORTING-909");
        await RunningReporting.RefusedAsync(wrongSites, HttpStatusCode.Forbidden, "QP-REPORTING-909");
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task Answers_404_for_what_does_not_exist()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        using var unknown = await reporting.GetAsync($"/reports/{Guid.NewGuid()}");
        using var notAnId = await reporting.GetAsync("/reports/1");
        using var document = await reporting.GetAsync($"/reports/{Guid.NewGuid()}/document?format=csv");

        await RunningReporting.RefusedAsync(unknown, HttpStatusCode.NotFound, "QP-REPORTING-910");
        await RunningReporting.RefusedAsync(notAnId, HttpStatusCode.NotFound, "QP-REPORTING-910");
        await RunningReporting.RefusedAsync(document, HttpStatusCode.NotFound, "QP-REPORTING-910");
    }

    [Fact]
    public async Task Says_that_its_network_has_left_the_catalogue()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = new ReportDocument
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            Network = "disparu",
            Period = "2020",
            Title = "Ancien bilan",
            CreatedAt = DateTime.UtcNow,
        };
        await reporting.Service<ReportStore>().AddOrFindAsync(report, Token);

        using var response = await reporting.GetAsync($"/reports/{report.Id}");

        await RunningReporting.RefusedAsync(response, HttpStatusCode.Conflict, "QP-REPORTING-004");
    }

    [Fact]
    public async Task Warns_of_what_the_figures_do_not_say()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Hold(
            Given.Cell(Given.Evry, "2014-03-10").Answering(29, 0),
            Given.Cell("91-ETAMPES", "2014-03-10").Answering(30, 0),
            Given.Cell("91-PALAISEAU", "2014-03-10").Answering(1, 0) with { Complaints = [Given.Received(1500, "letter", null, backDated: 1200)] });

        var warnings = WarningsOf(await reporting.ReadAsync(await reporting.OpenAsync(period: "2014")));

        Assert.Equal(
        [
            "volontaires: Les taux de satisfaction sont ceux des répondants volontaires, sans redressement.",
            "petit-effectif: Satisfaction globale, Préfecture de l'Essonne (Évry) : 29 réponses exprimées seulement.",
            "petit-effectif: Satisfaction globale, Sous-préfecture de Palaiseau : 1 réponse exprimée seulement.",
            "antidatees: 1\u202F200 dossiers comportent une étape datée avant leur saisie.",
        ], warnings[..4]);
        Assert.StartsWith("module-non-verifie: Préfecture de l'Essonne (Évry) :", Assert.Single(warnings[4..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-30T12:00:00Z", true)]
    [InlineData("2026-12-31T22:59:00Z", true)]
    // In Évry it is 2027 an hour before it is in UTC.
    [InlineData("2026-12-31T23:00:00Z", false)]
    public async Task Warns_until_the_period_is_over_at_the_site(string now, bool warns)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync(period: "2026");
        var reader = new ReportReader(
            reporting.Service<ReportStore>(), reporting.Service<IndicatorsClient>(), reporting.Service<LiveCatalogue>().Current,
            new FakeTimeProvider(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

        var report = await reader.ReadAsync(id, QualityCaller(), Token);

        Assert.Equal(warns, report.Warnings.Any(warning => warning.Code == "periode-en-cours"));
    }

    private static List<string> WarningsOf(JsonElement report) =>
        [.. report.GetProperty("warnings").EnumerateArray().Select(warning => $"{warning.GetProperty("code")}: {warning.GetProperty("text")}")];

    private static Platform.Identity.Caller QualityCaller()
    {
        var identity = new System.Security.Claims.ClaimsIdentity(
            [new("roles", "quality"), new("sites", "*")], authenticationType: "test");
        return Platform.Identity.Caller.Of(new Microsoft.AspNetCore.Http.DefaultHttpContext { User = new(identity) });
    }
}
