using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>Whether everything received is counted, in words.</summary>
internal static class BalanceWords
{
    public const string NotClosed = "Tout ce qui a été reçu n'est pas encore compté.";

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
        if (balance.Settled) return $"Tout ce qui a été reçu est compté{Without(balance.LeftOut)}.";
        if (balance.Closed) return $"{Aside(balance.SetAside)}. Tout le reste est compté{Without(balance.LeftOut)}.";
        var open = balance.Rows.Where(row => !row.IsClosed).ToList();
        var pending = open.Sum(row => row.Pending);
        var differing = open.Count(row => !row.Agrees);
        var what = new[]
        {
            pending > 0 ? $"{FrenchText.Counted(pending, "enregistrement")} en attente" : null,
            differing > 0 ? $"{FrenchText.Count(differing)} mois en désaccord avec la source" : null,
        }.OfType<string>();
        var toDecide = new[]
        {
            balance.Parked > 0 ? $" {Parked(balance.Parked)}." : null,
            balance.SetAside > 0 ? $" {Aside(balance.SetAside)}." : null,
        };
        return $"Tout n'est pas encore compté\u00A0: {string.Join(", ", what)}.{string.Concat(toDecide)}";
    }

    /// <summary>How many records cannot go on, such as <c>2 enregistrements bloqués : l'exploitant doit décider</c>.</summary>
    public static string Parked(long number) => $"{FrenchText.Counted(number, "enregistrement")} {(number >= 2 ? "bloqués" : "bloqué")}\u00A0: l'exploitant doit décider";

    /// <summary>How many answers wait for somebody, such as <c>96 réponses attendent une décision</c>.</summary>
    public static string Aside(long number) => $"{FrenchText.Counted(number, "réponse")} {(number >= 2 ? "attendent" : "attend")} une décision";

    /// <summary>What was received and counts for nothing, for a reason that is known; empty when there is none.</summary>
    public static string Without(long leftOut) => leftOut switch
    {
        0 => "",
        1 => ", sauf 1 réponse abandonnée, refusée ou retirée",
        _ => $", sauf {FrenchText.Counted(leftOut, "réponse")} abandonnées, refusées ou retirées",
    };

    /// <summary>What became of all that was received; what is still open is marked so.</summary>
    public static IEnumerable<(long Number, string Words, bool IsOpen)> Parts(Balance balance)
    {
        long Sum(Func<BalanceRow, long> part) => balance.Rows.Sum(part);
        string Plural(long number, string word) => number >= 2 ? word + "s" : word;
        var (counted, pending, discarded, abandoned, voided) = (Sum(row => row.Counted), Sum(row => row.Pending), Sum(row => row.Discarded), Sum(row => row.Abandoned), Sum(row => row.Voided));
        return
        [
            (counted, Plural(counted, "compté"), false),
            (balance.SetAside, "à décider", balance.SetAside > 0),
            (pending, "en attente", pending > 0),
            (discarded, Plural(discarded, "refusé"), false),
            (abandoned, Plural(abandoned, "abandonné"), false),
            (voided, Plural(voided, "retiré"), false),
        ];
    }

    /// <summary>Which verdict the state of a row is.</summary>
    public static string Verdict(BalanceRow row, long parked) => row switch
    {
        _ when parked > 0 => "near",
        { IsClosed: true, SetAside: 0 } => "met",
        { Agrees: false } => "missed",
        _ => "near",
    };

    /// <summary>Whether a row is closed, and if not, what it waits for.</summary>
    public static string State(BalanceRow row, long parked) => row switch
    {
        _ when parked > 0 => "À décider par l'exploitant",
        { IsClosed: true, SetAside: > 0 } => "À décider",
        { IsClosed: true } => "Tout est compté",
        { Agrees: false } => "En désaccord avec la source",
        _ => "En attente",
    };

    /// <summary>What is missing on one day, where and since when.</summary>
    public static string Day(OpenDay day, IEnumerable<KeyValuePair<string, string>> sites, TimeZoneInfo zone)
    {
        var since = day.Since is { } instant ? $", depuis le {FrenchText.Moment(instant, zone)}" : "";
        var pending = day.Pending > 0 ? $", {FrenchText.Count(day.Pending)} en attente" : "";
        var parked = day.Parked > 0 ? $", {FrenchText.Counted(day.Parked, "bloquée")}" : "";
        return $"{CaseWords.Of(Sources, day.Source)}, {sites.NameOf(day.Site)}, {FrenchText.Long(day.Date)}\u00A0: "
            + $"{FrenchText.Counted(day.Received, "reçue")}, {FrenchText.Counted(day.Facts, "retrouvée")}{pending}{parked}{since}.";
    }

    /// <summary>A row that stays open, such as <c>Réclamations, Préfecture d'Évry, juillet 2026</c>.</summary>
    public static string Row(DeclaredRow row, IEnumerable<KeyValuePair<string, string>> sites) =>
        $"{CaseWords.Of(Sources, row.Source)}, {sites.NameOf(row.Site)}, {FrenchText.Month(row.Month)}";

    /// <summary>What it lacks.</summary>
    public static string Missing(DeclaredRow row) =>
        row.Pending > 0 ? $"{FrenchText.Counted(row.Pending, "enregistrement")} en attente" : "En désaccord avec la source";
}
