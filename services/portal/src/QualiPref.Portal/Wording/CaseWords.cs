namespace QualiPref.Portal.Wording;

/// <summary>The codes of the complaints' contract in words.</summary>
internal static class CaseWords
{
    public static IReadOnlyDictionary<string, string> Statuses { get; } = new Dictionary<string, string>
    {
        ["received"] = "Reçue",
        ["acknowledged"] = "Accusé de réception enregistré",
        ["qualified"] = "Qualifiée",
        ["assigned"] = "Attribuée",
        ["awaitingUser"] = "En attente de l'usager",
        ["answered"] = "Réponse enregistrée",
        ["closed"] = "Close",
        ["transferred"] = "Relève d'un autre organisme",
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
        ["letter"] = "Autre courrier",
    };

    public static IReadOnlyDictionary<string, string> Transitions { get; } = new Dictionary<string, string>
    {
        ["acknowledge"] = "Enregistrer l'accusé de réception",
        ["qualify"] = "Qualifier",
        ["assign"] = "Attribuer",
        ["set-aside"] = "Mettre de côté jusqu'à une date",
        ["take-up"] = "Reprendre le dossier mis de côté",
        ["request-information"] = "Enregistrer une demande de complément",
        ["resume"] = "Reprendre après le complément",
        ["hold"] = "Enregistrer une réponse d'attente",
        ["answer"] = "Enregistrer la réponse",
        ["close"] = "Clore",
        ["reopen"] = "Rouvrir",
        ["transfer"] = "Orienter vers un autre organisme",
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
        ["set-aside"] = "Mise de côté",
        ["take-up"] = "Reprise du dossier mis de côté",
        ["request-information"] = "Demande de complément à l'usager",
        ["resume"] = "Reprise après le complément",
        ["hold"] = "Réponse d'attente",
        ["answer"] = "Réponse à l'usager",
        ["close"] = "Clôture",
        ["reopen"] = "Réouverture",
        ["transfer"] = "Orientation vers un autre organisme",
        ["merge"] = "Jonction à une autre réclamation",
        ["unmerge"] = "Annulation de la jonction",
        ["reject"] = "Mise à l'écart",
        ["correct"] = "Correction de l'enregistrement",
        ["take-back"] = "Reprise d'un courrier avant son départ",
        ["erase"] = "Effacement des données personnelles",
        ["split"] = "Division\u00A0: un second dossier",
        ["split-from"] = "Né de la division d'un dossier",
        ["legal-hold"] = "Gel du dossier",
        ["release-legal-hold"] = "Levée du gel du dossier",
        ["add-files"] = "Ajout de pièces jointes",
    };

    /// <summary>What became of a step; what becomes of its letter stands beside the letter.</summary>
    /// <param name="transition">The step's code.</param>
    /// <param name="wrote">Whether a letter came of it.</param>
    public static string Done(string transition, bool wrote) =>
        $"C'est enregistré\u00A0: {Steps[transition].ToLower(FrenchText.Culture)}." + (wrote ? " Le courrier est prêt\u00A0: voyez ci-dessous comment il part." : "");

    public static string Of(IReadOnlyDictionary<string, string> words, string? code) =>
        code is null ? "–" : words.TryGetValue(code, out var word) ? word : code;

    /// <summary>Whether a case in this status is still to be dealt with.</summary>
    public static bool IsOpen(string status) => status is "received" or "acknowledged" or "qualified" or "assigned" or "awaitingUser";

    /// <summary>How far a case is, as the mark before its status shows it; nothing for one that is over.</summary>
    public static string? Mark(string status) => status switch
    {
        "received" => "qp-state--1",
        "acknowledged" or "qualified" => "qp-state--2",
        "assigned" => "qp-state--3",
        "awaitingUser" => "qp-state--wait",
        _ => "qp-state--over",
    };

    /// <summary>Where a case stands with its date due: its look, picture and word.</summary>
    public static (string Look, string Icon, string Word) Standing(Services.Case one) => one.Verdict switch
    {
        "inTime" => ("qp-verdict--met", "met", "Répondue dans le délai"),
        "late" => ("qp-verdict--missed", "missed", "Répondue en retard"),
        _ when one.Overdue => ("qp-verdict--missed", "missed", "En retard"),
        "pending" when one.DueOn is not null && IsOpen(one.Status) => ("qp-verdict--near", "clock", "À répondre"),
        _ => ("qp-verdict--none", "none", "Sans délai de réponse"),
    };

    /// <summary>How long there is to answer, in working days; null where no answer is pending.</summary>
    public static string? Left(Services.Case one) => one.WorkingDaysLeft is { } days ? LeftOf(days, one.Overdue) : null;

    /// <summary>The look of <see cref="Left"/>, with its picture; none where there is time.</summary>
    public static (string Look, string? Icon) Haste(Services.Case one) => one.WorkingDaysLeft switch
    {
        _ when one.Overdue => ("qp-left--late", "missed"),
        0 => ("qp-left--today", "warn"),
        <= 3 => ("qp-left--soon", "clock"),
        _ => ("", null),
    };

    private static string LeftOf(int days, bool overdue) => days switch
    {
        // Past due on a day off: no working day has gone by yet.
        0 when overdue => "En retard",
        0 => "Aujourd'hui",
        < 0 => $"{FrenchText.Count(-days)}\u00A0j. de retard",
        1 => "1\u00A0j. ouvré",
        _ => $"{FrenchText.Count(days)}\u00A0j. ouvrés",
    };

    /// <summary>What the date due means today, in one sentence.</summary>
    public static string Deadline(Services.Case one) => (one.Verdict, one.DueOn, one.AnsweredOn) switch
    {
        ("inTime", { } due, { } answered) => $"Réponse datée du {FrenchText.Long(answered)}, dans le délai qui courait jusqu'au {FrenchText.Long(due)}.",
        ("late", { } due, { } answered) => $"Réponse datée du {FrenchText.Long(answered)}, après l'échéance du {FrenchText.Long(due)}.",
        ("notApplicable", _, _) => "Aucun délai de réponse ne s'applique.",
        (_, { } due, _) when one.Overdue => $"La réponse était attendue au plus tard le {FrenchText.Long(due)}.",
        (_, { } due, _) => $"Réponse attendue au plus tard le {FrenchText.Long(due)}.",
        _ => "Aucun délai de réponse ne s'applique.",
    };
}
