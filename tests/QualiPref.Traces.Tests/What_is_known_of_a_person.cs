using System.Text.Json;
using System.Text.RegularExpressions;
using QualiPref.Testing;

namespace QualiPref.Traces.Tests;

[Collection(AllInOne.Name)]
public sealed class What_is_known_of_a_person_in_one_process(AllInOneSystem system)
{
    [Fact]
    public Task Is_not_in_their_traces() => OnePerson.IsNotInTracesAsync(system);
}

[Collection(Distributed.Name)]
public sealed class What_is_known_of_a_person_over_the_broker(DistributedSystem system)
{
    [Fact]
    public Task Is_not_in_their_traces() => OnePerson.IsNotInTracesAsync(system);
}

internal static class OnePerson
{
    private const string Name = "Quatremère", Mail = "zephyrine@example.org", Text = "Guichet 4 fermé à dix heures";

    public static async Task IsNotInTracesAsync(TracedSystem system)
    {
        var token = TestContext.Current.CancellationToken;
        var filed = await system.CallAsync(HttpMethod.Post, "/api/complaints/v1/complaints", "agent", new
        {
            id = Guid.CreateVersion7(),
            site = "91-EVRY",
            kind = "complaint",
            channel = "web",
            subject = "Attente",
            text = Text,
            contact = new { name = Name, email = Mail },
        });
        var code = filed.GetProperty("trackingCode").GetString()!;
        await system.CallAsync(HttpMethod.Get, $"/api/complaints/v1/complaints?q={Uri.EscapeDataString(Name)}&assignee={Uri.EscapeDataString(Mail)}", "handler");
        await system.CallAsync(HttpMethod.Get, $"/api/complaints/v1/tracking/{code}", "handler");
        await AskOnThePageAsync(system.Http, code);
        // Addresses of nothing: a person who mistypes one says as much.
        using var astray = await system.Http.GetAsync(new Uri($"/suivi/{code}?nom={Name}", UriKind.Relative), token);
        using var unknown = await system.Http.GetAsync(new Uri($"/api/complaints/v1/trackings/{code}?nom={Name}", UriKind.Relative), token);

        string[] expected = ["/api/complaints/v1/tracking/{trackingCode}", "(unmatched)", "dispatch ComplaintsChanged", "GET erreur", "POST suivi"];
        await Eventually.ReadsAsync("all of it was received, with nothing missing",
            async token => string.Join(", ", Missing(expected, await system.Viewer.TextAsync("spans", token))), missing => missing.Length == 0, cancellationToken: token);
        foreach (var kind in (string[])["spans", "logs"])
        {
            var received = await system.Viewer.TextAsync(kind, token);
            foreach (var secret in (string[])[code, code.Replace("-", "", StringComparison.Ordinal), Name, Mail, Text])
            {
                Assert.DoesNotContain(JsonEncodedText.Encode(secret).ToString(), received, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(secret, received, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Uri.EscapeDataString(secret), received, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private static IEnumerable<string> Missing(string[] expected, string received) =>
        expected.Where(span => !received.Contains(span, StringComparison.OrdinalIgnoreCase));

    private static async Task AskOnThePageAsync(HttpClient http, string code)
    {
        var token = TestContext.Current.CancellationToken;
        var address = new Uri("/suivi", UriKind.Relative);
        var form = await http.GetStringAsync(address, token);
        var guard = Regex.Match(form, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var page = await http.PostAsync(address, new FormUrlEncodedContent([new("Code", code), new("__RequestVerificationToken", guard)]), token);
        Assert.Contains("91-EVRY", await page.Content.ReadAsStringAsync(token), StringComparison.Ordinal);
    }
}
