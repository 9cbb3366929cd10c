namespace QualiPref.Portal.Wording;

/// <summary>A place where things are parked, in words.</summary>
/// <param name="One">One of them.</param>
/// <param name="Several">Several of them.</param>
/// <param name="Meaning">What it means that they wait.</param>
/// <param name="Failure">Why one waits, where its reason has no words of its own.</param>
/// <param name="WhenGivenUp">What follows from giving one up.</param>
internal sealed record PlaceWords(string One, string Several, string Meaning, string Failure, string WhenGivenUp);

/// <summary>The places of all services in words; a new one has to be put in here.</summary>
internal static class ParkedPlaces
{
    private const string NotTold = "L'annonce a échoué à chacun des essais du service.";
    private const string StaysOpen = "sa journée reste ouverte dans l'équilibre";
    private const string NoEdition = "L'arrêt de l'édition n'avance plus\u00A0: il reste en cours tant que personne n'y renonce.";

    private static readonly PlaceWords Unknown = new(
        "élément mis à l'écart", "éléments mis à l'écart", "Chacun a été mis à l'écart pour que le reste avance.", "Le service en donne la raison ci-dessous.",
        "L'élément reste où il est, et n'est plus signalé.");

    private static readonly Dictionary<string, PlaceWords> Known = new()
    {
        ["surveys/responses"] = new(
            "réponse à annoncer", "réponses à annoncer",
            "Chacune est enregistrée, mais le service des indicateurs n'a pas pu en être informé\u00A0: elle n'est dans aucun chiffre.",
            NotTold, $"La réponse reste enregistrée sans être comptée\u00A0: {StaysOpen} jusqu'à ce que la réponse soit refusée ou retirée."),
        ["complaints/cases"] = new(
            "changement de dossier à annoncer", "changements de dossiers à annoncer",
            "Chacun est enregistré, mais le service des indicateurs n'a pas pu en être informé\u00A0: les chiffres ne le connaissent pas.",
            NotTold, $"Le dossier garde ce changement et les chiffres ne le connaissent pas\u00A0: {StaysOpen}."),
        ["indicators/facts"] = new(
            "enregistrement à compter", "enregistrements à compter",
            "Chacun est arrivé au service des indicateurs, qui n'a pas pu le compter. La cause corrigée, il finit aussi par être compté sans relance.",
            "Le service n'a pas su le compter.",
            $"L'enregistrement n'est pas compté\u00A0: {StaysOpen} jusqu'à une décision sur la réponse ou la réclamation elle-même."),
        ["indicators/cuts"] = new(
            "coupe à annoncer", "coupes à annoncer",
            "L'arrêt d'une édition attend\u00A0: la coupe de ses chiffres est prise, mais le service des bilans n'a pas pu en être informé.",
            NotTold, NoEdition),
        ["reporting/reports"] = new(
            "demande de coupe à annoncer", "demandes de coupe à annoncer",
            "L'arrêt d'une édition attend\u00A0: le service des indicateurs n'a pas pu être informé de ce qu'il doit arrêter.",
            NotTold, NoEdition),
        ["reporting/freezings"] = new(
            "édition à établir", "éditions à établir",
            "L'arrêt est demandé et la coupe de ses chiffres est prise, mais l'édition n'a pas pu être établie. Le journal du service en donne la cause entière.",
            "L'édition n'a pas pu être établie après plusieurs essais.",
            "L'arrêt est abandonné et rien n'est arrêté\u00A0: une édition peut être demandée de nouveau depuis le bilan."),
    };

    // Every service has it.
    private static readonly PlaceWords Messages = new(
        "message à traiter", "messages à traiter",
        "Chacun venait d'un autre service, et celui-ci n'a pas su le traiter après plusieurs essais. Il est gardé tel qu'il est venu\u00A0; son contenu peut être lu, et corrigé.",
        "Le service n'a pas su le traiter.",
        $"Le message reste sans effet. S'il portait une réponse ou une réclamation, {StaysOpen}.");

    /// <summary>Name of the place of messages.</summary>
    public const string OfMessages = "messages";

    /// <summary>Names of the services, as they stand in sentences.</summary>
    public static IReadOnlyDictionary<string, string> Services { get; } = new Dictionary<string, string>
    {
        ["surveys"] = "questionnaires",
        ["complaints"] = "réclamations",
        ["indicators"] = "indicateurs",
        ["reporting"] = "bilans",
    };

    public static PlaceWords Of(string service, string place) => place == OfMessages ? Messages : Known.GetValueOrDefault($"{service}/{place}", Unknown);

    /// <summary>Whether a place has words of its own.</summary>
    public static bool Has(string service, string place) => Of(service, place) != Unknown;
}
