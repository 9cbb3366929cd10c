using QualiPref.Platform.Http;

namespace QualiPref.Complaints;

/// <summary>The refusals that are particular to complaints.</summary>
internal static class ComplaintsProblems
{
    /// <summary>The state of the case does not allow the transition.</summary>
    public static ProblemKind StateForbids { get; } = Conflict(1,
        "L'état de la réclamation ne permet pas cette action.", "The state of the complaint does not allow this.");

    /// <summary>The client's id belongs to a filing with other content.</summary>
    public static ProblemKind OtherContent { get; } = Conflict(2,
        "Une réclamation portant cet identifiant existe déjà avec un autre contenu.", "A complaint with this id exists with other content.");

    /// <summary>Nobody is known to write to.</summary>
    public static ProblemKind Anonymous { get; } = Conflict(3,
        "Cette fiche est anonyme : il n'y a personne à qui écrire.", "This slip is anonymous: there is nobody to write to.");

    /// <summary>An open case is closed only as out of scope or as impossible to answer.</summary>
    public static ProblemKind OutcomeNeedsAnswer { get; } = Conflict(4,
        "Une réclamation sans réponse ne se clôt que hors compétence (outOfScope) ou sans réponse possible (noReplyPossible).",
        "A complaint without an answer can only be closed as outOfScope or noReplyPossible.");

    /// <summary>A case is not merged into itself or into one that is itself merged.</summary>
    public static ProblemKind NoMergeTarget { get; } = Conflict(5,
        "On ne peut pas joindre une réclamation à elle-même ni à une réclamation déjà jointe à une autre.",
        "A complaint cannot be merged into itself or into one that is merged already.");

    /// <summary>The history is bounded and full.</summary>
    public static ProblemKind HistoryFull { get; } = Conflict(6,
        "L'historique de cette réclamation est plein ; ouvrez-en une nouvelle et joignez-y celle-ci par sa référence.",
        "The history of this complaint is full; file a new one that names its reference.");

    /// <summary>The letters of a case are bounded and full.</summary>
    public static ProblemKind LettersFull { get; } = Conflict(9,
        "Cette réclamation compte déjà cent courriers ; ouvrez-en une nouvelle et joignez-y celle-ci par sa référence.",
        "This complaint has a hundred letters already; file a new one that names its reference.");

    /// <summary>The state of a delivery does not allow what was asked.</summary>
    public static ProblemKind DeliveryForbids { get; } = Conflict(10,
        "L'état de cet envoi ne permet pas cette action.", "The state of this delivery does not allow this.");

    /// <summary>No letter of the site waits that can be printed.</summary>
    public static ProblemKind NothingToPrint { get; } = Conflict(11,
        "Aucun courrier de ce site n'attend d'être imprimé, ou aucun ne peut l'être tel quel.", "No letter of this site waits to be printed, or none can be as it is.");

    /// <summary>Where a version of a standard letter stands does not allow the decision.</summary>
    public static ProblemKind TemplateStatusForbids { get; } = new("QP-COMPLAINTS-012", 409, new Words(
        "Cette version du courrier type n'en est plus à cette étape : rechargez la page pour voir où elle en est.",
        "This version of the standard letter is not at this stage any more: read it again to see where it stands."));

    /// <summary>The token of a kiosk was superseded or revoked.</summary>
    public static ProblemKind KioskTokenRefused { get; } = new("QP-COMPLAINTS-020", 401, new Words(
        "Le jeton de cette borne a été remplacé ou révoqué : enrôlez-la avec un nouveau code.",
        "The token of this kiosk was replaced or revoked: enrol it with a new code."));

    /// <summary>Whether the token of a kiosk still holds cannot be known: surveys does not answer.</summary>
    public static ProblemKind KioskUnknownForNow { get; } = new("QP-COMPLAINTS-021", 503, new Words(
        "La borne ne peut pas être reconnue pour le moment : rien n'a été enregistré ; renvoyez la même demande dans quelques instants.",
        "The kiosk cannot be recognised for the moment: nothing was stored; send the same request again in a moment."));

    /// <summary>A filing of the public came sooner after its form than anybody writes.</summary>
    public static ProblemKind TooSoon { get; } = new("QP-COMPLAINTS-022", 429, new Words(
        "Ce formulaire vient d'être ouvert : rien n'a été enregistré ; attendez quelques secondes et envoyez-le de nouveau.",
        "This form was opened a moment ago: nothing was stored; wait a few seconds and send it again."));

    private static ProblemKind Conflict(int number, string french, string english) =>
        new($"QP-COMPLAINTS-{number:000}", 409, new Words(french, english));
}
