using System.Web;

namespace QualiPref.Local;

/// <summary>Signs somebody in at the local provider without a browser, as a client does that keeps cookies and follows where it is sent.</summary>
public static class SampleSignIn
{
    /// <summary>From the portal's door over the provider and back. The client's cookies are the session then.</summary>
    /// <param name="http">A client whose base address is the portal's.</param>
    /// <param name="person">Key of a sample person, or of anybody else who exists nowhere.</param>
    /// <param name="path">The portal's page to come back to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page that the client arrived at.</returns>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient http, string person, string path = "/", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        using var page = await http.GetAsync(new Uri($"/connexion/depart?retour={Uri.EscapeDataString(path)}", UriKind.Relative), cancellationToken);
        var choosing = page.RequestMessage!.RequestUri!;
        var next = HttpUtility.ParseQueryString(choosing.Query)["suite"]
            ?? throw new LocalStartException($"The portal does not lead to the local provider, but to {choosing.GetLeftPart(UriPartial.Path)} ({(int)page.StatusCode}).");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("personne", person), KeyValuePair.Create("suite", next)]);
        return await http.PostAsync(new Uri(choosing, "/connexion"), form, cancellationToken);
    }
}
