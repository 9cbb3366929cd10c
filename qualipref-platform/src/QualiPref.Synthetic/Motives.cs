namespace QualiPref.Synthetic;

/// <summary>What cases are about, and how often.</summary>
internal static class Motives
{
    /// <summary>Of complaints and suggestions.</summary>
    public static readonly (string Code, int Weight)[] All =
    [
        ("accueil", 12), ("attente", 24), ("horaires", 8), ("joignabilite", 10), ("absence-reponse", 7), ("delai-dossier", 13), ("information", 6), ("orientation", 3),
        ("decision", 3), ("erreur-titre", 2), ("pieces", 3), ("demarche-en-ligne", 3), ("accessibilite", 1), ("confidentialite", 1), ("locaux", 2), ("discrimination", 1),
        ("donnees-personnelles", 1), ("autre", 3),
    ];

    /// <summary>What the catalogue has seen to before a case of a motive is answered or closed.</summary>
    public static readonly Dictionary<string, string[]> Checks = new()
    {
        ["decision"] = ["recours", "voies-et-delais"],
        ["erreur-titre"] = ["rectification"],
        ["accessibilite"] = ["solution", "une-semaine"],
        ["confidentialite"] = ["delegue"],
        ["discrimination"] = ["hierarchie", "defenseur-des-droits"],
        ["donnees-personnelles"] = ["delegue"],
    };

    /// <summary>Of thanks: nobody thanks for a discrimination.</summary>
    public static readonly (string Code, int Weight)[] OfThanks = [("accueil", 6), ("attente", 2), ("information", 1), ("delai-dossier", 1)];
}
