using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>The state of a kiosk, and of the answers kept aside, in words.</summary>
internal static class KioskWords
{
    // A clock that is this wrong is worth a look; less is set right by the server.
    private const double NoticeableSeconds = 60;

    // And this one must be set: what its answers are dated by hangs on one reading less.
    private const double AlarmingSeconds = 3600;

    public static string LastSeen(ListedKiosk kiosk, DateTimeOffset now) => kiosk switch
    {
        { Status: "revoked" } => "Jeton retiré",
        { LastSeen: { } seen } => "Vue " + FrenchText.Ago(now - seen),
        { Status: "created" } => "En attente d'enregistrement",
        _ => "Jamais vue",
    };

    /// <summary>The numbers of the answers that never came, such as <c>2 réponses : 12, 15</c>.</summary>
    public static string Missing(ListedKiosk kiosk)
    {
        if (kiosk.Missing.Count == 0) return "Aucune";
        const int Shown = 5;
        var ranges = string.Join(", ", kiosk.Missing.Take(Shown).Select(range => range.From == range.To ? $"n°\u00A0{range.From}" : $"n°\u00A0{range.From} à {range.To}"));
        var more = kiosk.Missing.Count > Shown ? "…" : "";
        return $"{FrenchText.Counted(kiosk.Missing.Sum(range => range.To - range.From + 1), "réponse")}\u00A0: {ranges}{more}";
    }

    public static string Clock(ListedKiosk kiosk) => kiosk.ClockOffsetSeconds switch
    {
        null => "–",
        > -NoticeableSeconds and < NoticeableSeconds => "À l'heure",
        > 0 and { } late => $"En retard de {Duration(late)}",
        { } early => $"En avance de {Duration(-early)}",
    };

    /// <summary>Whether somebody has to set the clock of a kiosk right: it is off by an hour or more.</summary>
    public static bool IsClockWrong(ListedKiosk kiosk) => kiosk.ClockOffsetSeconds is <= -AlarmingSeconds or >= AlarmingSeconds;

    /// <summary>Why an answer was kept without being counted.</summary>
    public static string Reason(KeptResponse response) => response.Code switch
    {
        "QP-SURVEYS-004" => "Datée dans le futur",
        "QP-SURVEYS-005" => "Vieille de plus de 24 mois",
        "QP-SURVEYS-007" => "Le site, la borne ou le canal ne sont pas ceux de l'expéditeur",
        _ => "Contenu que le service n'a pas su lire",
    };

    private static string Duration(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalHours: < 1 } time => FrenchText.Counted((long)time.TotalMinutes, "minute"),
        { TotalDays: < 1 } time => FrenchText.Counted((long)time.TotalHours, "heure"),
        var time => FrenchText.Counted((long)time.TotalDays, "jour"),
    };
}
