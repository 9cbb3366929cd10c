using System.Net;
using System.Text.Json;
using QualiPref.Local;
using QualiPref.Platform.Calls;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class Reading_the_reference(PortalSystem system, KeptPortals portals)
{
    private const string Away = "Ce service ne répond pas pour le moment";

    [Fact]
    public async Task Every_call_of_every_document_is_there_with_its_address()
    {
        using var http = system.Call();
        // A service writes its document when it is first asked for: on a machine with much else to do that takes longer than the page waits.
        var page = await Eventually.ReadsAsync("every service has answered", async token => WebUtility.HtmlDecode(await http.GetStringAsync("/reference-api", token)),
            text => !text.Contains(Away, StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        foreach (var service in ServiceNames.All)
        {
            var document = JsonElement.Parse(await File.ReadAllTextAsync(
                Path.Combine(ProjectFolder.Root, "contracts", "openapi", $"{service}.json"), TestContext.Current.CancellationToken));
            var calls = document.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(call => $"<code>{call.Name.ToUpperInvariant()} {path.Name}</code>")).ToList();
            Assert.NotEmpty(calls);
            Assert.All(calls, call => Assert.Contains(call, page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_service_that_is_away_does_not_take_the_page_with_it()
    {
        var portal = await portals.WithAsync();
        var page = WebUtility.HtmlDecode(await portal.ReadAsync("/reference-api"));
        Assert.Equal(ServiceNames.All.Count, page.Split(Away).Length - 1);
    }

    [Fact]
    public async Task How_to_get_a_token_is_said()
    {
        var portal = await portals.WithAsync();
        var page = WebUtility.HtmlDecode(await portal.ReadAsync("/api"));
        Assert.Contains("Authorization: Bearer", page, StringComparison.Ordinal);
        Assert.Contains("qualipref token", page, StringComparison.Ordinal);
    }
}
