namespace QualiPref.Local;

/// <summary>Somebody who can be chosen on the local provider's page with one click, and what such a person may do once the system has let them in.</summary>
/// <param name="Key">What the page's button sends; their address is this at <c>exemple.invalid</c>.</param>
/// <param name="Function">What they are called: nobody's name.</param>
/// <param name="Duty">The same in a sentence.</param>
/// <param name="Role">The role that they get.</param>
/// <param name="Scope">A site, a network, or <c>*</c> for all.</param>
public sealed record SamplePerson(string Key, string Function, string Duty, string Role, string Scope)
{
    /// <summary>One a role for all sites, and two as staff really have them.</summary>
    public static IReadOnlyList<SamplePerson> All { get; } =
    [
        new("agent", "Agent d'accueil", "Saisit les fiches reçues au guichet.", "agent", "*"),
        new("handler", "Gestionnaire des réclamations", "Qualifie, attribue et répond.", "handler", "*"),
        new("quality", "Référent qualité", "Suit les indicateurs et prépare le bilan.", "quality", "*"),
        new("admin", "Administrateur", "Enregistre les bornes et exploite le service.", "admin", "*"),
        new("agent-91-ETAMPES", "Agent d'un seul site (91-ETAMPES)", "Ne saisit que pour un site.", "agent", "91-ETAMPES"),
        new("quality-lot-et-garonne", "Référent d'un seul réseau (lot-et-garonne)", "Ne voit qu'un réseau.", "quality", "lot-et-garonne") { IsOfNetwork = true },
    ];

    /// <summary>Whether <see cref="Scope"/> is a network's code.</summary>
    public bool IsOfNetwork { get; init; }

    /// <summary>Their address; the domain can belong to nobody (RFC 2606).</summary>
#pragma warning disable CA1308 // an address, not a comparison
    public string Email => $"{Key.ToLowerInvariant()}@exemple.invalid";
#pragma warning restore CA1308
}
