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

    /// <summary>As many drafts of the case wait as it may have.</summary>
    public static ProblemKind DraftsFull { get; } = Conflict(19,
        "Ce dossier a déjà autant de brouillons qu'il peut en garder : envoyez ou videz l'un des vôtres.", "This case has as many drafts as it may keep: send or empty one of yours.");

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

    /// <summary>What the case held was erased: it changes no more.</summary>
    public static ProblemKind Erased { get; } = Conflict(50,
        "Ce dossier a été effacé : il ne reste que ses dates et ses codes, et il ne peut plus changer.", "This case was erased: only its dates and codes are left, and it changes no more.");

    /// <summary>The same, for whoever has its tracking code or files it again.</summary>
    public static ProblemKind Gone { get; } = new("QP-COMPLAINTS-051", 410, new Words(
        "Cette demande a été effacée : l'administration ne conserve plus ni son texte, ni vos coordonnées, ni les courriers échangés.",
        "This filing was erased: its text, your contact details and the letters are no longer kept."));

    /// <summary>Something keeps the case from being erased until it is released.</summary>
    public static ProblemKind LegallyHeld { get; } = Conflict(52,
        "Ce dossier est gelé : il ne peut être ni effacé ni éliminé tant que le gel n'est pas levé.", "This case is under a legal hold: it cannot be erased until that is released.");

    /// <summary>Something is still owed to the person.</summary>
    public static ProblemKind StillOwed { get; } = Conflict(53,
        "Une réponse est encore due : répondez ou clôturez d'abord le dossier, ou celui auquel il est joint.",
        "An answer is still owed: answer or close the case first, or the one that it is merged into.");

    /// <summary>A letter is about to go.</summary>
    public static ProblemKind LetterUnderWay { get; } = Conflict(54,
        "Un courriel est en train de partir : attendez que son envoi ait abouti ou échoué.", "An e-mail is about to leave: wait until it has gone or failed.");

    /// <summary>There is no hold to release.</summary>
    public static ProblemKind NotHeld { get; } = Conflict(55, "Ce dossier n'est pas gelé.", "This case is under no legal hold.");

    /// <summary>As many cases as were confirmed are not due, or others are being erased.</summary>
    public static ProblemKind OtherCount { get; } = Conflict(56,
        "Le nombre de dossiers à éliminer n'est plus celui que vous avez confirmé, ou une élimination est en cours sur ce site : relisez l'aperçu.",
        "The number of cases to erase is no longer what you confirmed, or an elimination is under way at this site: read the preview again.");

    /// <summary>A file is of no kind that is taken.</summary>
    public static ProblemKind FileKindRefused { get; } = new("QP-COMPLAINTS-030", 422, new Words(
        "Ce fichier n'est ni un PDF, ni une photo (JPEG, PNG), ni un texte (TXT, DOCX, ODT), ou son nom annonce autre chose : il n'a pas été pris.",
        "This file is neither a PDF nor a picture (JPEG, PNG) nor a text (TXT, DOCX, ODT), or its name announces something else: it was not taken."));

    /// <summary>A file is larger than one may be.</summary>
    public static ProblemKind FileTooLarge { get; } = new("QP-COMPLAINTS-031", 413, new Words(
        "Ce fichier est trop volumineux : il n'a pas été pris.", "This file is too large: it was not taken."));

    /// <summary>The case has as many files, or as many bytes of them, as it may have.</summary>
    public static ProblemKind TooManyFiles { get; } = new("QP-COMPLAINTS-032", 422, new Words(
        "Avec ce fichier, il y en aurait trop pour un même dossier, ou ils pèseraient trop ensemble : il n'a pas été pris.",
        "With this file there would be too many for one case, or they would be too large together: it was not taken."));

    /// <summary>The antivirus found something.</summary>
    public static ProblemKind FileInfected { get; } = new("QP-COMPLAINTS-033", 422, new Words(
        "L'antivirus a reconnu un logiciel malveillant dans ce fichier : il n'a pas été pris.", "The antivirus found malware in this file: it was not taken."));

    /// <summary>A document holds macros or a program.</summary>
    public static ProblemKind FileWithMacros { get; } = new("QP-COMPLAINTS-034", 422, new Words(
        "Ce document contient des macros ou un programme : il n'a pas été pris ; enregistrez-le en PDF et joignez celui-ci.",
        "This document holds macros or a program: it was not taken; save it as a PDF and attach that one."));

    /// <summary>A document cannot be read, or swells when it is opened.</summary>
    public static ProblemKind FileDamaged { get; } = new("QP-COMPLAINTS-035", 422, new Words(
        "Ce document est endommagé ou démesuré une fois ouvert : il n'a pas été pris.", "This document is damaged or swells when it is opened: it was not taken."));

    /// <summary>A file has nothing in it.</summary>
    public static ProblemKind FileEmpty { get; } = new("QP-COMPLAINTS-036", 422, new Words(
        "Ce fichier est vide : il n'a pas été pris.", "This file is empty: it was not taken."));

    /// <summary>The antivirus has not seen the file yet.</summary>
    public static ProblemKind FileUnchecked { get; } = Conflict(37,
        "Ce fichier n'a pas encore pu être contrôlé par l'antivirus : il pourra être ouvert dès qu'il l'aura été.", "The antivirus has not seen this file yet: it can be opened once it has.");

    /// <summary>The bytes of a file were taken away.</summary>
    public static ProblemKind FileGone { get; } = new("QP-COMPLAINTS-038", 410, new Words(
        "Ce fichier n'est plus conservé.", "This file is kept no more."));

    /// <summary>An agent has handed in as much as may wait for cases to name it.</summary>
    public static ProblemKind TooMuchUnnamed { get; } = new("QP-COMPLAINTS-039", 422, new Words(
        "Vous avez joint aujourd'hui trop de fichiers qu'aucun dossier ne reprend : celui-ci n'a pas été pris ; enregistrez les saisies commencées, ou attendez demain.",
        "Today you handed in too many files that no case names: this one was not taken; file the cases that were begun, or wait until tomorrow."));

    /// <summary>The messages of a case are bounded and full.</summary>
    public static ProblemKind MessagesFull { get; } = Conflict(40,
        "Cette demande compte déjà cinquante messages de votre part : rien n'a été enregistré ; écrivez au service en citant la référence.",
        "This case has fifty messages of the person already: nothing was stored; write to the service and name the reference.");

    /// <summary>The person has said what they think, and something else.</summary>
    public static ProblemKind ReviewGiven { get; } = Conflict(41,
        "Vous avez déjà donné votre avis sur la réponse : il ne change plus.", "What you think of the answer is known already: it changes no more.");

    /// <summary>There is nothing yet that the person could have an opinion on.</summary>
    public static ProblemKind NothingToReview { get; } = Conflict(42,
        "La réponse ne vous est pas encore parvenue, d'après ce qui est enregistré : votre avis pourra être donné ensuite.", "As far as is recorded the answer has not come to you yet: you can say later what you think of it.");

    /// <summary>A promise stands otherwise than the call supposes.</summary>
    public static ProblemKind PromiseMoved { get; } = Conflict(43,
        "Cet engagement n'en est pas, ou n'en est plus, à ce point : relisez la page pour voir où il en est.", "This promise does not stand so, or not any more: read it again to see how it stands.");

    /// <summary>The promises of a case are bounded and full.</summary>
    public static ProblemKind PromisesFull { get; } = Conflict(44,
        "Ce dossier compte déjà vingt engagements : écrivez la réponse sans en ajouter.", "This case has twenty promises already: answer without further ones.");

    /// <summary>There is nothing to bring back.</summary>
    public static ProblemKind NotAside { get; } = Conflict(60, "Ce dossier n'est pas mis de côté.", "This case is not set aside.");

    /// <summary>Something that the motive asks for was not seen to.</summary>
    public static ProblemKind ChecksOpen { get; } = Conflict(61,
        "Des vérifications que le motif demande ne sont pas faites.", "Checks that the motive asks for are not settled.");

    /// <summary>The procedures beside a case are bounded and full.</summary>
    public static ProblemKind ProceduresFull { get; } = Conflict(62,
        "Ce dossier a déjà autant de procédures qu'il peut en garder.", "This case has as many procedures as it may keep.");

    private static ProblemKind Conflict(int number, string french, string english) =>
        new($"QP-COMPLAINTS-{number:000}", 409, new Words(french, english));
}
