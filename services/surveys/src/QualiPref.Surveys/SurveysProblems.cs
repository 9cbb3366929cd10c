using QualiPref.Platform.Http;

namespace QualiPref.Surveys;

/// <summary>Every refusal and reservation of this service. Codes are part of the public contract: never reuse one.</summary>
internal static class SurveysProblems
{
    public static ProblemKind UnknownQuestionnaire { get; } = Kind("001", 404,
        "Ce questionnaire, ou cette version, n'existe pas.", "There is no such questionnaire or version.");

    public static ProblemKind OtherContent { get; } = Kind("002", 409,
        "Une réponse différente porte déjà cet identifiant ; l'envoi n'a rien changé.",
        "Another answer already has this id; nothing was changed.");

    public static ProblemKind StateForbids { get; } = Kind("003", 409,
        "L'état de la réponse ne permet pas cette décision.", "The state of the answer does not allow this decision.");

    public static ProblemKind InTheFuture { get; } = Kind("004", 202,
        "Réponse datée dans le futur : conservée sans être comptée, à vérifier par le référent qualité.",
        "The answer is dated in the future: kept but not counted, to be checked by the quality officer.");

    public static ProblemKind TooOld { get; } = Kind("005", 202,
        "Réponse de plus de 24 mois : conservée sans être comptée, à vérifier par le référent qualité.",
        "The answer is older than 24 months: kept but not counted, to be checked by the quality officer.");

    public static ProblemKind TokenSuperseded { get; } = Kind("006", 401,
        "Le jeton de cette borne a été remplacé ou révoqué : enrôlez-la avec un nouveau code ; elle garde ses réponses jusque-là.",
        "The token of this kiosk was replaced or revoked: enrol it with a new code; it keeps its answers until then.");

    public static ProblemKind NotThisKiosk { get; } = Kind("007", 403,
        "Le canal, le site, la borne ou l'enrôlement de la réponse ne sont pas ceux du jeton.",
        "Channel, site, kiosk or enrolment of the answer are not those of the token.");

    public static ProblemKind UnknownEnrolmentCode { get; } = Kind("008", 404,
        "Ce code d'enrôlement est inconnu, expiré ou déjà utilisé ; demandez-en un nouveau à l'administrateur.",
        "This enrolment code is unknown, expired or already used; ask the administrator for a new one.");

    public static ProblemKind StillUnreadable { get; } = Kind("009", 409,
        "Le contenu conservé n'est toujours pas valide : la réponse ne peut pas être comptée.",
        "The content kept is still not valid: the answer cannot be counted.");

    public static ProblemKind Busy { get; } = Kind("010", 503,
        "Trop de réponses arrivent à la fois ; renvoyez la même requête dans quelques secondes.",
        "Too many answers arrive at once; send the same request again in a few seconds.");

    public static ProblemKind NoUsableId { get; } = Kind("011", 422,
        "Élément sans identifiant UUID utilisable : il n'a pas été conservé.", "Item without a usable UUID as id: it was not kept.");

    public static ProblemKind UnreadableBatch { get; } = Kind("012", 400,
        "L'envoi doit être un objet JSON avec une liste « items ».", "The batch must be a JSON object with a list \"items\".");

    public static ProblemKind AlreadyEnrolled { get; } = Kind("013", 409,
        "Cette borne est déjà enrôlée ; demandez un nouveau code pour la remplacer.", "This kiosk is enrolled already; ask for a new code to replace it.");

    public static ProblemKind KeepsOfAnother { get; } = Kind("014", 409,
        "Cet appareil garde encore des réponses d'une autre borne : enrôlez-le avec un code de celle-ci, ou exportez d'abord ce qu'il garde. Le code n'est pas utilisé.",
        "This device still holds answers of another kiosk: enrol it with a code of that one, or export first what it holds. The code is not used up.");

    public static ProblemKind Retired { get; } = Kind("015", 409,
        "Cette borne est mise hors service ; créez-en une autre.", "This kiosk is retired; create another one.");

    public static ProblemKind NotMissing { get; } = Kind("016", 409,
        "Ces numéros ne manquent pas tous : actualisez la liste, des réponses sont peut-être arrivées.",
        "Not all of these numbers are missing: read the list again, answers may have come.");

    public static ProblemKind FileOfAnother { get; } = Kind("017", 409,
        "Ce fichier est celui d'une autre borne : rien n'a été repris.", "This file is another kiosk's: nothing was taken.");

    public static ProblemKind BatchClosed { get; } = Kind("030", 409,
        "Ce lot de fiches est clos : il n'en reçoit plus, et une fiche n'en est retirée que par le référent qualité.",
        "This batch of slips is closed: it takes no more of them, and only the quality officer withdraws one.");

    public static ProblemKind BatchFull { get; } = Kind("031", 409,
        "Ce lot a atteint 500 fiches : continuez dans un nouveau lot.", "This batch has 500 slips: go on in a new one.");

    public static ProblemKind OtherBatch { get; } = Kind("032", 409,
        "Un lot d'un autre site, jour ou questionnaire porte déjà cet identifiant.", "A batch of another site, day or questionnaire already has this id.");

    public static ProblemKind NotInSample { get; } = Kind("033", 409,
        "Cette fiche n'est pas de celles qui sont à saisir une seconde fois.", "This slip is none of those that are keyed a second time.");

    public static ProblemKind CsvExpected { get; } = Kind("034", 415,
        "L'import attend un fichier CSV (type de contenu text/csv).", "The import expects a CSV file (content type text/csv).");

    public static ProblemKind UnreadableCsv { get; } = Kind("035", 400,
        "Le fichier CSV n'est pas lisible ou ses colonnes ne sont pas celles attendues.", "The CSV file is not readable or does not have the columns expected.");

    public static ProblemKind TooManyLines { get; } = Kind("036", 422, "Le fichier compte plus de 10 000 lignes : découpez-le.", "The file has more than 10,000 lines: split it.");

    public static ProblemKind BatchUnfinished { get; } = Kind("038", 409,
        "Des fiches de ce lot ne sont pas encore enregistrées.", "Slips of this batch are not stored yet.");

    public static ProblemKind CommentErased { get; } = Kind("040", 409,
        "Le texte de ce commentaire a été effacé\u00A0: il n'y a plus rien à en faire.", "The text of this comment was erased: nothing can be done with it any more.");

    public static ProblemKind PassedOnAlready { get; } = Kind("041", 409,
        "Ce commentaire est déjà enregistré comme suggestion, sous une autre référence.", "This comment was passed on as a suggestion already, under another reference.");

    public static ProblemKind NotPublishable { get; } = Kind("050", 409,
        "Ce brouillon ne peut pas encore être publié : corrigez les points indiqués.", "This draft cannot be published yet: mend what is named.");

    public static ProblemKind NotPublishedHere { get; } = Kind("051", 404,
        "Cette version n'a pas été publiée dans la plateforme : celles du catalogue ne se retirent pas ici.",
        "This version was not published in the platform: those of the catalogue are not withdrawn here.");

    public static ProblemKind WaveHasBegun { get; } = Kind("052", 409,
        "Cette vague a commencé ou est terminée : elle ne se modifie plus ; elle peut être arrêtée avant son terme.",
        "This wave has begun or is over: it is not changed any more; it can be ended early.");

    public static ProblemKind WavesOverlap { get; } = Kind("053", 409,
        "Une autre vague concerne déjà l'un de ces sites pendant ces jours.", "Another wave concerns one of these sites on these days already.");

    public static ProblemKind WaveIsOver { get; } = Kind("054", 409,
        "Cette vague est déjà terminée.", "This wave is over already.");

    /// <summary>The code as it stands in an item of a batch, where no request path can fill the service in.</summary>
    public static string CodeOf(ProblemKind kind) => kind.CodeOf(SurveysModule.ServiceName);

    /// <summary>The codes that an answer can be set aside with.</summary>
    public static IReadOnlyList<string> ToDecide { get; } = [InTheFuture.Code, TooOld.Code, NotThisKiosk.Code, CodeOf(CommonProblems.InvalidValues)];

    /// <summary>Explains the code that an answer was set aside with.</summary>
    public static Words Explain(string? code) => new[] { InTheFuture, TooOld, NotThisKiosk }.FirstOrDefault(kind => kind.Code == code)?.Title
        ?? CommonProblems.InvalidValues.Title;

    private static ProblemKind Kind(string number, int status, string french, string english) =>
        new($"QP-SURVEYS-{number}", status, new Words(french, english));
}
