using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealEngine))]

namespace QualiPref.Contracts.Tests;

public sealed class The_http_contract(RealEngine engine)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("surveys")]
    [InlineData("complaints")]
    [InlineData("indicators")]
    [InlineData("reporting")]
    public async Task Of_a_service_is_the_committed_one(string service)
    {
        await using var databases = engine.NewPrefix();
        await using var app = QualiPrefHost.Build(
            [
                "--urls", "http://127.0.0.1:0",
                "--QUALIPREF_MONGO", engine.ConnectionString,
                "--QualiPref:Storage:DatabasePrefix", databases.Value,
                "--QualiPref:Identity:SigningKey", Convert.ToBase64String(new byte[32]),
            ],
            new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        client.BaseAddress = new Uri(app.Urls.Single());

        var document = JsonNode.Parse(await client.GetStringAsync($"/api/{service}/v1/openapi.json", TestContext.Current.CancellationToken))!;

        Approved.Equal(document.ToJsonString(Indented), $"contracts/openapi/{service}.json");
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
