using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>
/// How a letter is brought to the person and what became of it, in words. Here and in <see cref="Filing.TrackedDeliveryWords"/> something is said to have left the
/// house, and each sentence stands for a state that the service recorded: a test keeps the words out of everywhere else.
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

    /// <summary>What stands for none of them: the way follows from what the person gave.</summary>
    public const string ByWhatWasGiven = "Par le moyen que la personne a donné";

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

    /// <summary>What can be done about a letter that did not arrive, or perhaps not; null where nothing has to be.</summary>
    public static string? ToDo(string state, string? fault) => (state, fault) switch
    {
        ("uncertain", _) => "Demandez à la personne si elle l'a, avant de refaire l'envoi\u00A0: elle pourrait l'avoir deux fois.",
        ("bounced", "mailboxFull") => "Refaites l'envoi dans quelques jours, par la poste, ou remettez-le à la personne.",
        ("refused" or "bounced", _) => "Demandez la bonne adresse à la personne, ou refaites l'envoi par la poste.",
        ("failed", _) => "Vérifiez l'adresse et, si d'autres courriels échouent, prévenez l'administrateur. Refaites ensuite l'envoi, ou choisissez la poste.",
        ("returned", _) => "Vérifiez l'adresse postale avec la personne, puis refaites l'envoi.",
        _ => null,
    };

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
}
