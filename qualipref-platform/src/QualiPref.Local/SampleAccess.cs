using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Platform.Identity;

namespace QualiPref.Local;

/// <summary>Lets the sample persons in, by the calls that an administrator makes and with the operator's key: what each may do stands with the portal, as for anybody.</summary>
internal static class SampleAccess
{
    private const string Persons = "/api/portal/v1/persons";

    /// <summary>Invites whoever is not known yet. What an administrator changed of them since stays.</summary>
    /// <param name="address">Where the system answers.</param>
    /// <param name="keys">Folder of its keys, with the operator's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LocalStartException">The portal refused.</exception>
    public static async Task GiveAsync(string address, string keys, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PlatformTokens.ForOperator(keys, "local", TimeProvider.System));
        using var answer = await http.GetAsync(new Uri(Persons, UriKind.Relative), cancellationToken);
        // A build from before there were persons, which a test of upgrades starts.
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return;
        await DemandAsync(answer, cancellationToken);
        var known = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("items").EnumerateArray()
            .Select(person => person.TryGetProperty("email", out var email) ? email.GetString() : null).ToHashSet();
        foreach (var person in SamplePerson.All.Where(person => !known.Contains(person.Email)))
            await InviteAsync(http, person, cancellationToken);
    }

    private static async Task InviteAsync(HttpClient http, SamplePerson person, CancellationToken cancellationToken)
    {
        var grant = new Dictionary<string, string> { ["role"] = person.Role, [person.IsOfNetwork ? "network" : "site"] = person.Scope };
        using var answer = await http.PostAsJsonAsync(Persons, new { name = person.Function, email = person.Email, grants = new[] { grant } }, cancellationToken);
        // Who has left is listed no more and not invited again; and a catalogue of one's own need not have these sites.
        if (answer.StatusCode is HttpStatusCode.Conflict || (answer.StatusCode is HttpStatusCode.UnprocessableEntity && person.Scope != "*"))
            return;
        await DemandAsync(answer, cancellationToken);
    }

    private static async Task DemandAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new LocalStartException($"The portal did not let the sample persons in: {Persons} answered {(int)answer.StatusCode}, {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
