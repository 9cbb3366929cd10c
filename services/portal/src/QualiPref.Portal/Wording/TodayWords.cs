using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>What needs doing today, in words.</summary>
internal static class TodayWords
{
    /// <summary>Said where a service could not be read.</summary>
    public const string Away = "Information momentanément indisponible\u00A0: le service ne répond pas. Les autres pages restent accessibles.";

    public static string Overdue(CasesToday cases) => cases.Overdue switch
    {
        0 => "Aucune réclamation en retard",
        var number => FrenchText.Count(number) + Plural(number, " réclamation en retard", " réclamations en retard"),
    };

    public static string DueThisWeek(CasesToday cases) => cases.DueThisWeek switch
    {
        0 => "Aucune autre réponse à donner d'ici dimanche",
        var number => FrenchText.Count(number) + Plural(number, " réponse à donner d'ici dimanche", " réponses à donner d'ici dimanche"),
    };

    public static string Unassigned(CasesToday cases) => cases.Unassigned switch
    {
        0 => "Toutes les réclamations à traiter sont attribuées",
        var number => FrenchText.Count(number) + Plural(number, " réclamation à traiter n'est attribuée à personne", " réclamations à traiter ne sont attribuées à personne"),
    };

    public static string Balance(BalanceToday balance) => balance switch
    {
        { Settled: true } => $"Tout ce qui a été reçu depuis le {FrenchText.Long(balance.Since)} est compté{BalanceWords.Without(balance.LeftOut)} (réseau {balance.Network}).",
        { Closed: true } => $"{BalanceWords.Aside(balance.SetAside)}\u00A0; tout le reste de ce qui a été reçu depuis le {FrenchText.Long(balance.Since)} est compté{BalanceWords.Without(balance.LeftOut)} (réseau {balance.Network}).",
        _ => $"Des réponses ou des réclamations reçues depuis le {FrenchText.Long(balance.Since)} ne sont pas encore comptées (réseau {balance.Network}).{(balance.Parked > 0 ? $" {BalanceWords.Parked(balance.Parked)}." : "")}",
    };

    public static string Parked(ParkedEverywhere parked)
    {
        var away = parked.Away.Select(ParkedWords.NameOf).ToList();
        var unread = away.Count == 0 ? "" : $" {(away.Count == 1 ? "Service" : "Services")} sans réponse\u00A0: {string.Join(", ", away)}.";
        return ParkedWords.InShort(parked) + unread;
    }

    public static string Kiosks(KiosksToday kiosks) => kiosks.Enrolled switch
    {
        0 => "Aucune borne en service.",
        var number => AtLeast(kiosks.All, number) + Plural(number, " borne en service.", " bornes en service."),
    };

    public static IEnumerable<string> ToMend(KiosksToday kiosks)
    {
        if (kiosks.Silent > 0) yield return kiosks.Silent + Plural(kiosks.Silent, " borne sans nouvelles depuis plus de 24 heures", " bornes sans nouvelles depuis plus de 24 heures");
        if (kiosks.WrongClocks > 0) yield return kiosks.WrongClocks + Plural(kiosks.WrongClocks, " borne dont l'horloge est à régler", " bornes dont l'horloge est à régler");
        if (kiosks.Waiting > 0) yield return kiosks.Waiting + Plural(kiosks.Waiting, " borne à enregistrer", " bornes à enregistrer");
        if (kiosks.SetAside > 0) yield return kiosks.SetAside + Plural(kiosks.SetAside, " avis mis de côté, à examiner", " avis mis de côté, à examiner");
    }

    // Lists are read one page deep: beyond it the number is a lower bound, and says so.
    private static string AtLeast(bool all, int number) => all ? FrenchText.Count(number) : $"Au moins {FrenchText.Count(number)}";

    private static string Plural(long number, string one, string several) => number > 1 ? several : one;
}
