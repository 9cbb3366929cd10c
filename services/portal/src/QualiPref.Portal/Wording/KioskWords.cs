using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>The state of a kiosk, and of the answers kept aside, in words.</summary>
internal static class KioskWords
{
    // A clock that is this wrong is worth a look; less is set right by the server.
    private const double NoticeableSeconds = 60;

    // Longer than a kiosk that is online keeps silent, which is five minutes, and than a network takes that comes and goes.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(30);

    public static string LastSeen(ListedKiosk kiosk, DateTimeOffset now) => kiosk switch
    {
        { Status: "retired" } => "Hors service",
        { Status: "revoked" } => "Accès retiré",
        { LastSeen: { } seen } => "Vue " + FrenchText.Ago(now - seen),
        { Status: "created" } => "En attente d'enregistrement",
        _ => "Jamais vue",
    };

    /// <summary>Whether nothing is heard of a kiosk that should be there.</summary>
    public static bool IsQuiet(ListedKiosk kiosk, DateTimeOffset now) => kiosk is { Status: "enrolled", LastSeen: { } seen } && now - seen > Quiet;

    /// <summary>What is missing, of this device and of those before.</summary>
    public static long Owed(ListedKiosk kiosk) => Length(kiosk.Missing) + kiosk.Earlier.Sum(one => Length(one.Missing));

    /// <summary>How much of it never came, with the numbers, such as <c>Doit encore 2 avis : nᵒˢ 12 et 15</c>.</summary>
    public static string Owes(ListedKiosk kiosk) => Owed(kiosk) is > 0 and var owed
        ? $"Doit encore {Answers(owed)}\u00A0: {string.Join("\u00A0; ", Parts(kiosk))}"
        : "Rien ne manque";

    /// <summary>Numbers in the order of their ranges.</summary>
    public static string Numbers(IReadOnlyList<MissingRange> ranges, int most = 5)
    {
        var told = string.Join(", ", ranges.Take(most).Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}\u00A0à\u00A0{range.To}"));
        var sign = ranges is [{ From: var from, To: var to }] && from == to ? "nº" : "nᵒˢ";
        return $"{sign}\u00A0{told}{(ranges.Count > most ? "…" : "")}";
    }

    /// <summary>The numbers of one range, and of which device where that is not the present one.</summary>
    public static string Numbers(MissingRange range, int enrolment, ListedKiosk kiosk) =>
        Numbers([range]) + (enrolment == kiosk.Enrolment ? "" : $" de l'appareil nº\u00A0{enrolment}");

    /// <summary>Answers that the device still holds, as it said itself.</summary>
    public static string? Backlog(ListedKiosk kiosk) => kiosk.Backlog is > 0 and var waiting ? $"{Answers(waiting)} en attente d'envoi" : null;

    public static string Clock(ListedKiosk kiosk) => kiosk.ClockOffsetSeconds is { } offset ? Offset(offset) : "–";

    /// <summary>How a device's clock goes, by how much the server's is ahead of it.</summary>
    public static string Offset(double seconds) => seconds switch
    {
        > -NoticeableSeconds and < NoticeableSeconds => "À l'heure",
        > 0 => $"En retard de {Duration(seconds)}",
        _ => $"En avance de {Duration(-seconds)}",
    };

    /// <summary>What the browser grants it, and whether that is safe.</summary>
    public static string Storage(ListedKiosk kiosk) => kiosk.Storage is not { } storage ? "–" : string.Join(", ", new[]
    {
        storage.Persisted switch { true => "protégé", false => "non protégé\u00A0: le navigateur peut l'effacer", null => null },
        storage is { Usage: { } used, Quota: > 0 and var quota } ? $"{Megabytes(used)} sur {Megabytes(quota)}" : null,
    }.OfType<string>());

    /// <summary>What is worth knowing of the device at a glance.</summary>
    public static string Device(ListedKiosk kiosk) => string.Join(", ", new[]
    {
        kiosk.AppVersion ?? "–",
        kiosk.Battery is null ? null : $"batterie {Battery(kiosk)}",
        kiosk.Storage?.Persisted == false ? "stockage non protégé" : null,
    }.OfType<string>());

    /// <summary>Heads what says which clocks are to be set.</summary>
    public static string? WrongClocks(int count) => count == 1 ? "Une horloge est à régler" : $"{count} horloges sont à régler";

    /// <summary>Which clocks are to be set, and why.</summary>
    public static string WrongClocks(IEnumerable<(string Label, string Site)> kiosks) =>
        $"Fausse d'une heure ou plus\u00A0: {string.Join(", ", kiosks.Select(kiosk => $"{kiosk.Label} ({kiosk.Site})"))}. La date des avis est corrigée, mais devient incertaine si l'appareil s'arrête ou se met en veille.";

    public static string Battery(ListedKiosk kiosk) => kiosk.Battery is { } charge ? $"{FrenchText.Count(charge)}\u00A0%" : "–";

    /// <summary>Why an answer was kept without being counted.</summary>
    public static string Reason(string? code) => code switch
    {
        "QP-SURVEYS-004" => "Date dans le futur",
        "QP-SURVEYS-005" => "Date de plus de 24 mois",
        "QP-SURVEYS-007" => "Site, borne ou canal d'un autre expéditeur",
        _ => "Contenu que le service n'a pas su lire",
    };

    /// <summary>What can have led to it, and what to do first; null where there is nothing to say.</summary>
    public static string? Advice(string code) => code switch
    {
        "QP-SURVEYS-004" or "QP-SURVEYS-005" => "Si l'horloge de l'appareil était fausse, remettez-la à l'heure. Acceptée, une réponse compte à la date indiquée.",
        "QP-SURVEYS-007" => "L'appareil a peut-être changé de site. Acceptée, une réponse compte au site indiqué ici.",
        _ => "Un appareil plus récent que le serveur, ou une saisie abîmée. Après une mise à jour du serveur, accepter suffit si le contenu se lit.",
    };

    public static string Result(string result) => result switch
    {
        "accepted" => "Comptée",
        "duplicate" => "Déjà reçue",
        "setAside" => "Mise de côté",
        "conflict" => "Une autre réponse porte son identifiant",
        _ => "Illisible, non gardée",
    };

    public static string Answers(long number) => $"{FrenchText.Count(number)}\u00A0avis";

    private static IEnumerable<string> Parts(ListedKiosk kiosk)
    {
        if (kiosk.Missing.Count > 0) yield return Numbers(kiosk.Missing);
        foreach (var one in kiosk.Earlier) yield return $"{Numbers(one.Missing)} de l'appareil nº\u00A0{one.Enrolment}";
    }

    private static long Length(IReadOnlyList<MissingRange> ranges) => ranges.Sum(range => range.To - range.From + 1);

    private static string Megabytes(long bytes) => $"{FrenchText.Count(Math.Ceiling(bytes / 1_000_000d))}\u00A0Mo";

    private static string Duration(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalHours: < 1 } time => FrenchText.Counted((long)time.TotalMinutes, "minute"),
        { TotalDays: < 1 } time => FrenchText.Counted((long)time.TotalHours, "heure"),
        var time => FrenchText.Counted((long)time.TotalDays, "jour"),
    };
}
