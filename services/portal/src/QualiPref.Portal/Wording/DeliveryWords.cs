using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>
/// How a letter is brought to the person and what became of it, in words. This is the one place where something is said to have left the house, and each sentence
/// stands for a state that the service recorded: a test keeps the words out of everywhere else.
/// </summary>
internal static class DeliveryWords
{
    /// <summary>The ways, as a handler chooses them.</summary>
    public static IReadOnlyDictionary<string, string> Ways { get; } = new Dictionary<string, string>
    {
        ["email"] = "Par courriel",
        ["post"] = "Par courrier postal",
        ["hand"] = "Par un agent",
    };

    private static readonly Dictionary<string, string> States = new()
    {
        ["queued"] = "En attente d'envoi",
        ["handingOver"] = "Envoi en cours",
        ["handedOver"] = "Remis à la messagerie",
        ["refused"] = "Refusé par la messagerie",
        ["uncertain"] = "Envoi incertain",
        ["failed"] = "Abandonné après cinq jours d'essais",
        ["bounced"] = "Revenu sans être distribué",
        ["toPrint"] = "À imprimer et à poster",
        ["printed"] = "Imprimé",
        ["posted"] = "Confié à la poste",
        ["returned"] = "Retourné par la poste",
        ["toHand"] = "À remettre par vos soins",
        ["handed"] = "Remis par un agent",
        ["takenBack"] = "Repris avant son départ",
    };

    private static readonly Dictionary<string, string> Faults = new(PostWords.Faults)
    {
        ["mailNotConfigured"] = "L'envoi de courriels n'est pas configuré\u00A0: c'est à un agent de joindre la personne.",
        ["addressImpossible"] = "L'adresse donnée n'est pas une adresse électronique utilisable.",
        ["refusedByServer"] = "Le serveur de messagerie a refusé l'adresse ou le message pour de bon.",
        ["deferredByServer"] = "Le serveur de messagerie demande d'essayer plus tard.",
        ["senderRefused"] = "Le serveur de messagerie n'accepte rien de notre adresse\u00A0: prévenez l'administrateur.",
        ["authRefused"] = "Le serveur de messagerie n'accepte pas notre identifiant\u00A0: prévenez l'administrateur.",
        ["tlsFailed"] = "Aucune connexion protégée avec le serveur de messagerie\u00A0: prévenez l'administrateur.",
        ["unreachable"] = "Le serveur de messagerie ne répond pas.",
        ["connectionLost"] = "La connexion s'est coupée avant la fin du message.",
        ["replyLost"] = "La connexion s'est coupée avant la réponse du serveur\u00A0: le message est peut-être arrivé. Il n'est pas refait de lui-même.",
        ["addressUnknown"] = "Revenu\u00A0: personne n'a cette adresse électronique.",
        ["mailboxFull"] = "Revenu\u00A0: la boîte aux lettres électronique de la personne est pleine.",
        ["notDelivered"] = "Revenu\u00A0: un serveur de messagerie plus loin ne l'a pas distribué.",
        ["processEnded"] = "Le service s'est arrêté pendant l'envoi\u00A0: le message est peut-être arrivé. Il n'est pas refait de lui-même.",
    };

    /// <summary>What is known of a letter, in a few words; of a letter of before there were records, that nothing is.</summary>
    public static string Of(CaseDelivery? delivery) => delivery is null ? "Remise non suivie" : State(delivery.State);

    /// <summary>What a state says.</summary>
    public static string State(string state) => CaseWords.Of(States, state);

    /// <summary>Why it is so; null when nothing is wrong.</summary>
    public static string? Fault(string? fault) => fault is null ? null : CaseWords.Of(Faults, fault);

    /// <summary>What happened, when and by whom, such as <c>Remis à la messagerie le 3 juillet 2026 à 14 h 05</c>.</summary>
    public static string Event(DeliveryEvent one, TimeZoneInfo zone) =>
        $"{State(one.State)}\u00A0: {FrenchText.Moment(one.At, zone)}{(one.By is { Length: > 0 } by && by != "system" ? $", par {by}" : "")}";

    /// <summary>Until when a letter may be taken back, as the handler reads it.</summary>
    public static string Until(CaseDelivery delivery, TimeZoneInfo zone) => delivery switch
    {
        { State: "queued", Attempts: 0, DueAt: { } due } =>
            $"Il ne part pas avant {TimeZoneInfo.ConvertTime(due, zone).ToString("H'\u00A0h\u00A0'mm'\u00A0min\u00A0'ss'\u00A0s'", FrenchText.Culture)}, le {FrenchText.Long(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, zone).DateTime))}. Jusque-là, vous pouvez le reprendre.",
        { State: "queued" } => "Il n'est pas parti\u00A0: vous pouvez encore le reprendre.",
        _ => "Il n'est pas encore parti\u00A0: vous pouvez le reprendre.",
    };

    /// <summary>What was done with the answer, for the person who waits for it; null while nothing is known.</summary>
    public static string? ForThePerson(TrackedDelivery? delivery, TimeZoneInfo zone) => delivery switch
    {
        { State: "handedOver" } => $"Elle a été remise à la messagerie le {FrenchText.Moment(delivery.At, zone)}, à l'adresse que vous avez laissée.",
        { State: "printed" } => "Elle est imprimée et doit encore être confiée à la poste.",
        { State: "posted" } => $"Elle a été confiée à la poste le {FrenchText.Moment(delivery.At, zone)}.",
        { State: "toPrint" } => "Elle doit encore être imprimée et confiée à la poste.",
        { State: "handed" } => $"Un agent a noté qu'il vous l'a remise le {FrenchText.Moment(delivery.At, zone)}.",
        { State: "refused" or "failed" or "bounced" or "returned" or "uncertain" } =>
            "Elle ne vous est peut-être pas parvenue aux coordonnées que vous avez laissées. Pour les corriger, écrivez-nous en citant la référence.",
        _ => null,
    };
}
