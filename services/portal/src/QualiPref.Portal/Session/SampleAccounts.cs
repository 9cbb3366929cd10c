using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Session;

/// <summary>The sample accounts of local shapes, one a role.</summary>
internal sealed class SampleAccounts(HttpClient http, ServiceAddresses addresses, IOptions<IdentityOptions> identity)
{
    /// <summary>Whether this system hands out sample accounts.</summary>
    public bool Exist => identity.Value.Development;

    public static IReadOnlyList<SampleAccount> All { get; } =
    [
        new(Roles.Agent, "Agent d'accueil", "Saisit les fiches reçues au guichet."),
        new(Roles.Handler, "Gestionnaire des réclamations", "Qualifie, attribue et répond."),
        new(Roles.Quality, "Référent qualité", "Suit les indicateurs et prépare le bilan."),
        new(Roles.Admin, "Administrateur", "Enregistre les bornes et exploite le service."),
    ];

    public async Task<SampleToken> TakeTokenAsync(SampleAccount account, CancellationToken cancellationToken)
    {
        var body = new { name = account.Name, roles = new[] { account.Role }, sites = new[] { "*" } };
        using var response = await http.PostAsJsonAsync(new Uri(addresses.OwnOrigin(), "/dev/token"), body, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<SampleToken>(cancellationToken))!;
    }
}

/// <summary>A sample account.</summary>
internal sealed record SampleAccount(string Role, string Name, string Duty);

/// <summary>What the development sign-in answers.</summary>
internal sealed record SampleToken(string AccessToken, int ExpiresIn);
