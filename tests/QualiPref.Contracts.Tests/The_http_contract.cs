using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealEngine))]

namespace QualiPref.Contracts.Tests;

public sealed class The_http_contract(RealEngine engine)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Services = ["surveys", "complaints", "indicators", "reporting", "portal"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_every_service_is_the_committed_one()
    {
        await using var system = await InOneProcess.StartAsync(engine);
        Assert.All(
            await Task.WhenAll(Services.Select(service => system.Client(null).GetStringAsync(AddressOf(service), Token))),
            (document, at) => Approved.Equal(JsonNode.Parse(document)!.ToJsonString(Indented), $"contracts/openapi/{Services[at]}.json"));
    }

    [Fact]
    public async Task Is_written_once_whoever_asks_for_it()
    {
        await using var system = await InOneProcess.StartAsync(engine);
        using var first = await system.Client(null).GetAsync(AddressOf("surveys"), Token);
        using var asking = new HttpRequestMessage(HttpMethod.Get, AddressOf("surveys")) { Headers = { Host = "another.example" } };

        using var second = await system.Client(InOneProcess.TokenOf("admin")).SendAsync(asking, Token);

        Assert.Null(first.Headers.Age);
        Assert.NotNull(second.Headers.Age);
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await second.Content.ReadAsStringAsync(Token));
    }

    private static string AddressOf(string service) => $"/api/{service}/v1/openapi.json";
}
