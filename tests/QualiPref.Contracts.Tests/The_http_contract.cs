using System.Text.Json;
using System.Text.Json.Nodes;
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
        await using var system = await InOneProcess.StartAsync(engine);
        var client = system.Client(null);

        var document = JsonNode.Parse(await client.GetStringAsync($"/api/{service}/v1/openapi.json", TestContext.Current.CancellationToken))!;

        Approved.Equal(document.ToJsonString(Indented), $"contracts/openapi/{service}.json");
    }
}
