using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>The codes of standard letters in words.</summary>
internal static class TemplateWords
{
    public static IReadOnlyDictionary<string, string> Uses { get; } = new Dictionary<string, string>
    {
        ["answer"] = "Réponse",
        ["hold"] = "Réponse d'attente",
        ["request-information"] = "Demande de complément",
        ["letter"] = "Courrier à part",
        ["paragraph"] = "Paragraphe à insérer",
    };

    public static IReadOnlyDictionary<string, string> Statuses { get; } = new Dictionary<string, string>
    {
        ["draft"] = "Projet",
        ["submitted"] = "Soumis au comité",
        ["validated"] = "Validé",
        ["withdrawn"] = "Retiré",
    };

    /// <summary>What happened to a version.</summary>
    public static IReadOnlyDictionary<string, string> Decisions { get; } = new Dictionary<string, string>
    {
        ["submitted"] = "Soumise au comité local des usagers",
        ["validated"] = "Validée par le comité local des usagers",
        ["withdrawn"] = "Retirée",
    };

    public static IReadOnlyDictionary<string, string> FieldKinds { get; } = new Dictionary<string, string>
    {
        ["text"] = "Texte du dossier",
        ["date"] = "Date",
        ["number"] = "Nombre",
        ["written"] = "À écrire dans le courrier",
    };

    /// <summary>What handlers are told who choose it: as long as the committee has validated no version, they are to know.</summary>
    public static string Choice(string label, string status) => status == "validated" ? label : $"{label} (projet, pas encore validé)";

    /// <summary>What handlers use of a letter.</summary>
    public static string Used(OfferedVersion? offered) => offered switch
    {
        null => "Aucune version",
        { Status: "validated" } => $"Version {offered.Version}, validée",
        _ => $"Version {offered.Version}, projet pas encore validé",
    };

    /// <summary>The look of a status.</summary>
    public static (string Look, string Icon) Look(string status) => status switch
    {
        "validated" => ("qp-verdict--met", "met"),
        "submitted" => ("qp-verdict--near", "near"),
        "withdrawn" => ("qp-verdict--missed", "missed"),
        _ => ("qp-verdict--none", "none"),
    };
}
