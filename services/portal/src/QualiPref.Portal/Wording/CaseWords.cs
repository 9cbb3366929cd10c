namespace QualiPref.Portal.Wording;

/// <summary>The codes of the complaints' contract in words.</summary>
internal static class CaseWords
{
    public static IReadOnlyDictionary<string, string> Statuses { get; } = new Dictionary<string, string>
    {
        ["received"] = "Reçue",
        ["acknowledged"] = "Accusé de réception envoyé",
        ["qualified"] = "Qualifiée",
        ["assigned"] = "Attribuée",
        ["awaitingUser"] = "En attente de l'usager",
        ["answered"] = "Réponse envoyée",
        ["closed"] = "Close",
        ["transferred"] = "Transmise à un autre organisme",
        ["merged"] = "Jointe à une autre",
        ["rejected"] = "Écartée",
    };

    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        ["complaint"] = "Réclamation",
        ["suggestion"] = "Suggestion",
        ["thanks"] = "Remerciement",
    };

    public static IReadOnlyDictionary<string, string> Outcomes { get; } = new Dictionary<string, string>
    {
        ["founded"] = "Fondée",
        ["partlyFounded"] = "Fondée en partie",
        ["unfounded"] = "Non fondée",
        ["outOfScope"] = "Hors du champ de la préfecture",
        ["noReplyPossible"] = "Réponse impossible",
    };

    public static IReadOnlyDictionary<string, string> Founded { get; } = new Dictionary<string, string> { ["true"] = "Fondée", ["false"] = "Non fondée" };

    public static IReadOnlyDictionary<string, string> Letters { get; } = new Dictionary<string, string>
    {
        ["file"] = "Accusé de réception",
        ["acknowledge"] = "Accusé de réception",
        ["answer"] = "Réponse",
        ["hold"] = "Réponse d'attente",
        ["request-information"] = "Demande de complément",
    };

    public static IReadOnlyDictionary<string, string> Transitions { get; } = new Dictionary<string, string>
    {
        ["acknowledge"] = "Accuser réception",
        ["qualify"] = "Qualifier",
        ["assign"] = "Attribuer",
        ["request-information"] = "Demander un complément à l'usager",
        ["resume"] = "Reprendre après le complément",
        ["hold"] = "Envoyer une réponse d'attente",
        ["answer"] = "Répondre à l'usager",
        ["close"] = "Clore",
        ["reopen"] = "Rouvrir",
        ["transfer"] = "Transmettre à un autre organisme",
        ["merge"] = "Joindre à une autre réclamation",
        ["unmerge"] = "Annuler la jonction",
        ["reject"] = "Écarter",
        ["correct"] = "Corriger l'enregistrement",
    };

    /// <summary>What was done, as a history tells it.</summary>
    public static IReadOnlyDictionary<string, string> Steps { get; } = new Dictionary<string, string>
    {
        ["file"] = "Dépôt",
        ["acknowledge"] = "Accusé de réception",
        ["qualify"] = "Qualification",
        ["assign"] = "Attribution",
        ["request-information"] = "Demande de complément à l'usager",
        ["resume"] = "Reprise après le complément",
        ["hold"] = "Réponse d'attente",
        ["answer"] = "Réponse à l'usager",
        ["close"] = "Clôture",
        ["reopen"] = "Réouverture",
        ["transfer"] = "Transmission à un autre organisme",
        ["merge"] = "Jonction à une autre réclamation",
        ["unmerge"] = "Annulation de la jonction",
        ["reject"] = "Mise à l'écart",
        ["correct"] = "Correction de l'enregistrement",
    };

    public static string Of(IReadOnlyDictionary<string, string> words, string? code) =>
        code is null ? "–" : words.TryGetValue(code, out var word) ? word : code;

    /// <summary>Whether a case in this status is still to be dealt with.</summary>
    public static bool IsOpen(string status) => status is "received" or "acknowledged" or "qualified" or "assigned" or "awaitingUser";

    /// <summary>What the date due means today, in one sentence.</summary>
    public static string Deadline(Services.Case one) => (one.Verdict, one.DueOn, one.AnsweredOn) switch
    {
        ("inTime", { } due, { } answered) => $"Réponse envoyée le {FrenchText.Long(answered)}, dans le délai qui courait jusqu'au {FrenchText.Long(due)}.",
        ("late", { } due, { } answered) => $"Réponse envoyée le {FrenchText.Long(answered)}, après l'échéance du {FrenchText.Long(due)}.",
        ("notApplicable", _, _) => "Aucun délai de réponse ne s'applique.",
        (_, { } due, _) when one.Overdue => $"La réponse était attendue au plus tard le {FrenchText.Long(due)}.",
        (_, { } due, _) => $"Réponse attendue au plus tard le {FrenchText.Long(due)}.",
        _ => "Aucun délai de réponse ne s'applique.",
    };
}
