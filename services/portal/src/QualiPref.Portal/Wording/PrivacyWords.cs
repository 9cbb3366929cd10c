namespace QualiPref.Portal.Wording;

/// <summary>The codes of erasing and keeping in words.</summary>
internal static class PrivacyWords
{
    /// <summary>Why a case was erased.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["request"] = "À la demande de la personne.",
        ["retention"] = "À la fin de sa durée de conservation.",
        ["restored"] = "De nouveau, après le retour d'une sauvegarde plus ancienne.",
    };

    /// <summary>What keeps a case from being erased now.</summary>
    public static IReadOnlyDictionary<string, string> Hindrances { get; } = new Dictionary<string, string>
    {
        ["QP-COMPLAINTS-050"] = "Déjà effacé",
        ["QP-COMPLAINTS-052"] = "Gelé",
        ["QP-COMPLAINTS-053"] = "Une réponse est encore due",
        ["QP-COMPLAINTS-054"] = "Un courriel est en train de partir",
    };

    /// <summary>By what a case was found.</summary>
    public static IReadOnlyDictionary<string, string> FoundBy { get; } = new Dictionary<string, string>
    {
        ["email"] = "adresse électronique",
        ["phone"] = "téléphone",
        ["name"] = "nom, ou mention dans le texte",
        ["reference"] = "référence",
    };

    /// <summary>Several natures of cases.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        ["complaint"] = "Réclamations",
        ["suggestion"] = "Suggestions",
        ["thanks"] = "Remerciements",
    };
}
