using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Session;

/// <summary>The sample accounts of local shapes: one a role for all sites, and two as staff really have them.</summary>
internal sealed class SampleAccounts(HttpClient http, ServiceAddresses addresses, IOptions<IdentityOptions> identity, Catalogue catalogue)
{
    /// <summary>Whether this system hands out sample accounts.</summary>
    public bool Exist => identity.Value.Development;

    private static readonly string[] Everywhere = ["*"];

    public IReadOnlyList<SampleAccount> All { get; } =
    [
        new(Roles.Agent, Roles.Agent, "Agent d'accueil", "Saisit les fiches reçues au guichet.", Everywhere),
        new(Roles.Handler, Roles.Handler, "Gestionnaire des réclamations", "Qualifie, attribue et répond.", Everywhere),
        new(Roles.Quality, Roles.Quality, "Référent qualité", "Suit les indicateurs et prépare le bilan.", Everywhere),
        new(Roles.Admin, Roles.Admin, "Administrateur", "Enregistre les bornes et exploite le service.", Everywhere),
        OfOneSite(catalogue.Networks[0].Sites[^1], catalogue),
        OfOneNetwork(catalogue.Networks[^1]),
    ];

    public async Task<SampleToken> TakeTokenAsync(SampleAccount account, CancellationToken cancellationToken)
    {
        var body = new { name = account.Name, roles = new[] { account.Role }, sites = account.Sites };
        using var response = await http.PostAsJsonAsync(new Uri(addresses.OwnOrigin(), "/dev/token"), body, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<SampleToken>(cancellationToken))!;
    }

    private static SampleAccount OfOneSite(string site, Catalogue catalogue) => new(
        $"{Roles.Agent}-{site}", Roles.Agent, $"Agent d'un seul site ({site})", $"Ne saisit que pour un site\u00A0: {catalogue.SiteName(site)}.", [site]);

    private static SampleAccount OfOneNetwork(Network network) => new(
        $"{Roles.Quality}-{network.Code}", Roles.Quality, $"Référent d'un seul réseau ({network.Code})", $"Ne voit qu'un réseau\u00A0: {network.Name}.", network.Sites);
}

/// <summary>A sample account; its key is what the sign-in form sends.</summary>
internal sealed record SampleAccount(string Key, string Role, string Name, string Duty, IReadOnlyList<string> Sites);

/// <summary>What the development sign-in answers.</summary>
internal sealed record SampleToken(string AccessToken, int ExpiresIn);
