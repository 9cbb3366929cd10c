using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Local;
using QualiPref.Platform.Calls;
using QualiPref.Testing;

namespace QualiPref.Contracts.Tests;

/// <summary>The parameters that the documents declare are the ones that are read, and no others.</summary>
public sealed class Asking_with_parameters(RealEngine engine)
{
    // Whatever stands there is looked for, and may be found nowhere.
    private static readonly string[] FreeTexts = ["assignee", "q", "ListKiosks.site"];

    [Fact]
    public async Task One_that_no_document_names_is_refused_by_name()
    {
        await using var system = await InOneProcess.StartAsync(engine);
        var http = system.Client(InOneProcess.TokenOf("admin"));
        foreach (var call in Lists())
        {
            Assert.Contains("inconnu", await PointersAsync(http, $"{call.Path}?inconnu=1"));
        }
    }

    [Fact]
    public async Task Each_that_a_document_names_is_read()
    {
        await using var system = await InOneProcess.StartAsync(engine);
        var http = system.Client(InOneProcess.TokenOf("admin"));
        var parameters = Lists().SelectMany(call => call.Parameters.Select(name => (call.Id, call.Path, Name: name))).ToList();
        Assert.NotEmpty(parameters);
        foreach (var (id, path, name) in parameters.Where(one => !FreeTexts.Contains(one.Name) && !FreeTexts.Contains($"{one.Id}.{one.Name}")))
        {
            Assert.Contains(name, await PointersAsync(http, $"{path}?{name}=~"));
        }
    }

    // Calls that need nothing to exist.
    private static IEnumerable<(string Id, string Path, IReadOnlyList<string> Parameters)> Lists() =>
        from service in ServiceNames.All
        from path in JsonElement.Parse(File.ReadAllText(Path.Combine(ProjectFolder.Root, "contracts", "openapi", $"{service}.json"))).GetProperty("paths").EnumerateObject()
        where !path.Name.Contains('{', StringComparison.Ordinal)
        from call in path.Value.EnumerateObject()
        where call.Name == "get"
        select (call.Value.GetProperty("operationId").GetString()!, path.Name, ParametersOf(call.Value));

    private static IReadOnlyList<string> ParametersOf(JsonElement call) =>
    [
        .. call.GetProperty("parameters").EnumerateArray()
            .Where(parameter => parameter.TryGetProperty("in", out var place) && place.GetString() == "query")
            .Select(parameter => parameter.GetProperty("name").GetString()!),
    ];

    private static async Task<IReadOnlyList<string>> PointersAsync(HttpClient http, string address)
    {
        using var reply = await http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(reply.StatusCode == HttpStatusCode.UnprocessableEntity, $"{address}: {reply.StatusCode}");
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!)];
    }
}
