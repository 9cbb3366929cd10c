using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>Whether everything received is counted, in words.</summary>
internal static class BalanceWords
{
    public const string NotClosed = "Tout ce qui a été reçu n'est pas encore compté. Attendez, puis recommencez, ou arrêtez l'édition sans ce qui manque.";

    public static IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>
    {
        ["surveys"] = "Réponses aux questionnaires",
        ["complaints"] = "Réclamations",
        ["measurements"] = "Mesures saisies",
    };

    /// <summary>The whole in one sentence.</summary>
    public static string Sentence(Balance balance)
    {
        if (balance.Rows.Count == 0) return "Rien n'a encore été reçu pour cette période.";
        if (balance.Settled) return "Tout ce qui a été reçu est compté.";
        if (balance.Closed) return $"{Aside(balance.SetAside)}. Tout le reste est compté.";
        var open = balance.Rows.Where(row => !row.IsClosed).ToList();
        var pending = open.Sum(row => row.Pending);
        var differing = open.Count(row => !row.Agrees);
        var what = new[]
        {
            pending > 0 ? $"{FrenchText.Counted(pending, "enregistrement")} en cours de traitement" : null,
            differing > 0 ? $"{FrenchText.Count(differing)} mois en désaccord avec la source" : null,
        }.OfType<string>();
        var aside = balance.SetAside > 0 ? $" {Aside(balance.SetAside)}." : "";
        return $"Tout n'est pas encore compté\u00A0: {string.Join(", ", what)}.{aside}";
    }

    /// <summary>How many answers wait for somebody, such as <c>96 réponses attendent une décision</c>.</summary>
    public static string Aside(long number) => $"{FrenchText.Counted(number, "réponse")} {(number >= 2 ? "attendent" : "attend")} une décision";

    /// <summary>Whether a row is closed.</summary>
    public static string State(BalanceRow row) => row switch
    {
        { IsClosed: true, SetAside: > 0 } => "À décider",
        { IsClosed: true } => "Tout est compté",
        { Agrees: false } => "En désaccord avec la source",
        _ => "En cours de traitement",
    };

    /// <summary>What is missing on one day, where and since when.</summary>
    public static string Day(OpenDay day, IEnumerable<KeyValuePair<string, string>> sites, TimeZoneInfo zone)
    {
        var since = day.Since is { } instant ? $", depuis le {FrenchText.Moment(instant, zone)}" : "";
        var pending = day.Pending > 0 ? $", dont {FrenchText.Count(day.Pending)} en cours" : "";
        return $"{CaseWords.Of(Sources, day.Source)}, {sites.NameOf(day.Site)}, {FrenchText.Long(day.Date)}\u00A0: "
            + $"{FrenchText.Counted(day.Received, "reçue")}, {FrenchText.Counted(day.Facts, "retrouvée")}{pending}{since}.";
    }

    /// <summary>A row that stays open, such as <c>Réclamations, Préfecture d'Évry, juillet 2026</c>.</summary>
    public static string Row(DeclaredRow row, IEnumerable<KeyValuePair<string, string>> sites) =>
        $"{CaseWords.Of(Sources, row.Source)}, {sites.NameOf(row.Site)}, {FrenchText.Month(row.Month)}";

    /// <summary>What it lacks.</summary>
    public static string Missing(DeclaredRow row) =>
        row.Pending > 0 ? $"{FrenchText.Counted(row.Pending, "enregistrement")} en cours de traitement" : "En désaccord avec la source";
}
