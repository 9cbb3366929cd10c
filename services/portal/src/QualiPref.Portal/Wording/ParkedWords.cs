using System.Globalization;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>What services could not do by themselves, in words.</summary>
internal static class ParkedWords
{
    // By what the service's own words hold; the words themselves stand below, for whoever looks for the cause.
    private static readonly (string Held, string Words)[] Reasons =
    [
        ("the site is not in the catalogue", "Son site ne figure pas au catalogue."),
        (" is below 1", "Son numéro de version n'est pas valable."),
        (" is outside 2000 to 2100", "Une de ses dates est hors des années 2000 à 2100."),
        (" is none of ", "Une de ses valeurs n'est pas de celles que le service connaît."),
        (" is no code", "Un de ses codes est mal écrit."),
        (" choices", "Il a plus de choix que le service n'en compte."),
        (" does not fit the verdict", "Son délai de réponse ne s'accorde pas avec ce qui est dit de la réponse."),
        ("It names no type of message", "Il ne dit pas être d'un type que ce service connaît."),
        ("It cannot be read as the message", "Son contenu n'est pas lisible comme le message qu'il dit être."),
        ("more often than it is delivered", "Le service l'a rendu, ou s'est arrêté dessus, trop de fois de suite."),
        ("It expired before", "Il a expiré avant que le service le prenne."),
        ("Whoever took it refused it", "Le service l'a refusé."),
        ("The broker could not deliver it", "La messagerie n'a pas pu le remettre au service."),
        ("RefusedMessageException", "Le service l'a lu et refusé\u00A0: ce qu'il dit ne peut pas être juste."),
        ("a later freezing overtook it", "Un arrêt plus récent du même bilan l'a dépassée\u00A0: il ne reste qu'à y renoncer."),
    ];

    /// <summary>How many wait. Of a service that does not answer nobody knows.</summary>
    public static string InShort(ParkedEverywhere all) => (all.Waiting, Away: all.Away.Count()) switch
    {
        (0, 0) => "Rien n'attend une décision.",
        (0, var away) => away == all.Services.Count ? "Aucun service ne répond." : "Rien n'attend une décision dans les services qui répondent.",
        _ => Counted(all.Waiting) + ".",
    };

    /// <summary>The whole in one sentence, by place and service.</summary>
    public static string Sentence(ParkedEverywhere all) => all.Waiting == 0 ? InShort(all) : $"{Counted(all.Waiting)}\u00A0: {Listed(all)}.";

    /// <summary>What was given up in one sentence.</summary>
    public static string GivenUpSentence(ParkedEverywhere all) => all.Places.Any() ? $"Renoncements\u00A0: {Listed(all)}."
        : all.Away.Any() ? "Aucun renoncement dans les services qui répondent."
        : "Personne n'a renoncé à rien.";

    /// <summary>Such as <c>3 réponses à annoncer (questionnaires)</c>.</summary>
    public static string Counted(ParkedPlace place)
    {
        var words = ParkedPlaces.Of(place.Service, place.Place);
        var number = place.Things.Count;
        return $"{FrenchText.Count(number)}\u00A0{(number >= 2 ? words.Several : words.One)}{(place.IsFull ? " ou plus" : "")} ({NameOf(place.Service)})";
    }

    public static string NameOf(string service) => CaseWords.Of(ParkedPlaces.Services, service);

    /// <summary>What a thing is: what its id tells, else one of its place.</summary>
    public static string What(string service, ParkedThing thing, IEnumerable<KeyValuePair<string, string>> sites) => (thing.Place, thing.Id.Split(':'), thing.Id.Split('|')) switch
    {
        ("facts", ["surveys", _, var version], _) => $"Réponse à un questionnaire, version {version}",
        ("facts", ["complaints", _, var version], _) => $"Réclamation ou suggestion, version {version}",
        _ => Capital(ParkedPlaces.Of(service, thing.Place).One),
    };

    /// <summary>Why it waits.</summary>
    public static string Reason(string service, ParkedThing thing) =>
        Reasons.Where(one => thing.Reason.Contains(one.Held, StringComparison.Ordinal)).Select(one => one.Words).FirstOrDefault()
        ?? ParkedPlaces.Of(service, thing.Place).Failure;

    /// <summary>The page that shows what it concerns, and what it is called; null where none does.</summary>
    public static (string Address, string Name)? PageOf(string service, ParkedThing thing) => (thing.Place, thing.Id.Split(':')) switch
    {
        (ParkedPlaces.OfMessages, _) => ($"/exploitation/anomalies/messages/{service}/{Uri.EscapeDataString(thing.Id)}", "Lire et corriger le contenu"),
        ("facts", ["complaints", var id, _]) when Guid.TryParse(id, out var complaint) => ($"/reclamations/{complaint}", "Voir le dossier"),
        ("freezings", [var id]) when Guid.TryParse(id, out var cut) => ($"/bilans/operations/{cut}", "Voir l'arrêt de l'édition"),
        _ => null,
    };

    public static string OnItsWay(string service, string place) =>
        $"En cours\u00A0: {ParkedPlaces.Of(service, place).One}. Si la cause demeure, l'anomalie revient ici.";

    public static string StillParked(string service, string place) =>
        $"Encore en défaut\u00A0: {ParkedPlaces.Of(service, place).One}. La cause n'est pas corrigée, l'anomalie reste ici avec sa raison.";

    public static string Gone(string service, string place) =>
        $"Plus rien à faire\u00A0: {ParkedPlaces.Of(service, place).One}. L'anomalie s'est réglée depuis, ou quelqu'un d'autre s'en est occupé.";

    public static string Unsure(string service) =>
        $"Le service des {NameOf(service)} ne répond pas\u00A0: la demande a peut-être abouti, peut-être pas. Relisez la liste dans quelques instants.";

    /// <summary>What became of trying all of a place again.</summary>
    public static string RetriedAll(int onItsWay, int still) => (onItsWay, still) switch
    {
        (0, 0) => "Plus rien à relancer ici.",
        (_, 0) => $"En cours\u00A0: {FrenchText.Counted(onItsWay, "anomalie")}. Celles dont la cause demeure reviennent ici.",
        _ => $"En cours\u00A0: {onItsWay.ToString(CultureInfo.InvariantCulture)}. Encore en défaut\u00A0: {still.ToString(CultureInfo.InvariantCulture)}, dont la cause n'est pas corrigée.",
    };

    /// <summary>Why a page shows a message and no form to mend it.</summary>
    public static string WhyNotMended(ParkedMessage message) => message switch
    {
        { IsBase64: true } => "Ce contenu n'est pas du texte\u00A0: il est montré en base64 et ne se corrige pas ici, mais par l'API (PUT …/content).",
        _ => "Ce contenu est trop long pour être corrigé ici\u00A0: seul son début est montré. Il se corrige par l'API (PUT …/content).",
    };

    private static string Counted(long number) => $"{FrenchText.Counted(number, "anomalie")} {(number >= 2 ? "attendent" : "attend")} une décision";

    private static string Listed(ParkedEverywhere all) => string.Join(", ", all.Places.Select(Counted));

    private static string Capital(string words) => char.ToUpper(words[0], FrenchText.Culture) + words[1..];
}
