using QualiPref.Platform.Http;

namespace QualiPref.Reporting;

/// <summary>The refusals that are particular to reports.</summary>
internal static class ReportingProblems
{
    /// <summary>409: the id belongs to a report of another network, period or title.</summary>
    public static ProblemKind OtherContent { get; } = new("QP-REPORTING-002", 409, new Words(
        "Un bilan portant cet identifiant existe déjà avec un autre contenu.", "A report with this id exists with other content."));

    /// <summary>409: the balance did not close within the limit.</summary>
    public static ProblemKind BalanceOpen { get; } = new("QP-REPORTING-003", 409, new Words(
        "Le solde n'est pas clos : attendez que les lignes ouvertes le soient, ou demandez un nouvel arrêté en les déclarant avec leur motif.",
        "The balance is not closed: wait until the open rows are, or declare them with a reason (declared) under a new key."));

    /// <summary>409: the catalogue no longer holds the network of the report, or a site of it, so nobody can say what its figures are.</summary>
    public static ProblemKind NetworkGone { get; } = new("QP-REPORTING-004", 409, new Words(
        "Le réseau de ce bilan, ou un de ses sites, n'est plus au catalogue : rétablissez-le dans networks.yaml pour relire le bilan.",
        "The network of this report, or one of its sites, is no longer in the catalogue: restore it in networks.yaml to read the report."));

    /// <summary>409: another freezing of the report is under way.</summary>
    public static ProblemKind FreezingUnderWay { get; } = new("QP-REPORTING-005", 409, new Words(
        "Ce bilan est déjà en cours d'arrêté : suivez l'opération indiquée avant d'en demander un autre.",
        "This report is being frozen already: follow the operation named before you ask for another."));

    /// <summary>409: the report was frozen as often as its document can hold.</summary>
    public static ProblemKind TooManyFreezings { get; } = new("QP-REPORTING-006", 409, new Words(
        "Ce bilan a déjà été arrêté trop souvent : ouvrez un nouveau bilan pour la même période, ses éditions continueront la numérotation.",
        "This report was frozen too often: open a new report of the same period, its editions go on with the numbering."));

    /// <summary>409: the cut that was read is not the one that was announced.</summary>
    public static ProblemKind CutUnreadable { get; } = new("QP-REPORTING-007", 409, new Words(
        "La coupe lue n'est pas celle qui avait été annoncée : rien n'a été arrêté. Recommencez ; si cela se reproduit, la base du service indicators est à contrôler.",
        "The cut that was read is not the one announced: nothing was frozen. Try again; if it happens again, the database of indicators must be checked."));

    /// <summary>503: indicators does not answer.</summary>
    public static ProblemKind IndicatorsAway { get; } = new("QP-REPORTING-008", 503, new Words(
        "Le service indicators ne répond pas : renvoyez la même requête dans quelques instants.",
        "The indicators service does not answer: send the same request again in a moment."));

    /// <summary>409: the edition was published for another reason.</summary>
    public static ProblemKind AlreadyPublished { get; } = new("QP-REPORTING-009", 409, new Words(
        "Cette édition est déjà publiée sous un autre motif ; une publication ne se modifie pas.",
        "This edition is published already for another reason; a publication is not changed."));

    /// <summary>409: two editions that have nothing to compare.</summary>
    public static ProblemKind NotComparable { get; } = new("QP-REPORTING-010", 409, new Words(
        "Seules deux éditions du même réseau et de la même période se comparent.", "Only two editions of one network and period can be compared."));

    /// <summary>409: a document of the edition is missing or altered.</summary>
    public static ProblemKind EditionAltered { get; } = new("QP-REPORTING-011", 409, new Words(
        "Un document de cette édition manque ou a été altéré : la vérification le nomme. Rétablissez la base depuis une sauvegarde.",
        "A document of this edition is missing or was altered: verify names it. Restore the database from a backup."));

    /// <summary>409: a document of the edition is as it was stored and cannot be read.</summary>
    public static ProblemKind EditionUnreadable { get; } = new("QP-REPORTING-013", 409, new Words(
        "Un document de cette édition n'est pas lisible par cette version.", "A document of this edition cannot be read by this version."));

    /// <summary>409: the process that ran a verification has ended.</summary>
    public static ProblemKind VerificationInterrupted { get; } = new("QP-REPORTING-012", 409, new Words(
        "La vérification a été interrompue avant la fin : demandez-la de nouveau.", "The verification was interrupted before its end: ask for it again."));

    /// <summary>409: the edition cannot be built for a reason that does not pass by itself; the freezing waits for somebody.</summary>
    public static ProblemKind EditionNotBuilt { get; } = new("QP-REPORTING-014", 409, new Words(
        "L'édition n'a pas pu être établie et l'arrêté est en attente. Faites corriger la cause par l'exploitant, puis relancez l'arrêté ou abandonnez-le.",
        "The edition could not be built and the freezing waits. Have the cause mended, which the log of the reporting service tells whole, then try again (freezing/retry) or give up (freezing/give-up)."));

    /// <summary>409: somebody gave the freezing up.</summary>
    public static ProblemKind FreezingGivenUp { get; } = new("QP-REPORTING-015", 409, new Words(
        "L'arrêté a été abandonné : rien n'a été arrêté. Vous pouvez en demander un autre.",
        "The freezing was given up: nothing was frozen. You can ask for another one."));

    /// <summary>409: the report has no freezing that could be tried again or given up.</summary>
    public static ProblemKind NoSuchFreezing { get; } = new("QP-REPORTING-016", 409, new Words(
        "Ce bilan n'a pas d'arrêté à relancer ou à abandonner : relisez-le, son état a pu changer.",
        "This report has no freezing to try again or give up: read it again, it may have changed."));

    /// <summary>409: a later freezing of the report is under way or has its edition.</summary>
    public static ProblemKind FreezingOvertaken { get; } = new("QP-REPORTING-018", 409, new Words(
        "Un arrêté plus récent de ce bilan est en cours ou a donné son édition : celui-ci ne peut plus être qu'abandonné.",
        "A later freezing of this report is under way or has its edition: this one can only be given up (freezing/give-up)."));

    /// <summary>409: the facts of a cut are gone from indicators, or were altered there.</summary>
    public static ProblemKind CutDamaged { get; } = new("QP-REPORTING-019", 409, new Words(
        "La coupe sur laquelle repose une de ces éditions manque au service indicators ou y a été altérée : ce qui a changé ne peut pas être établi. La vérification des éditions nomme ce qui manque ; la base du service indicators est à rétablir depuis une sauvegarde.",
        "The cut that one of these editions rests on is missing from indicators or was altered there: what changed cannot be told. Verifying the editions names what is missing; the database of indicators must be restored from a backup."));

    /// <summary>502: indicators answered what this service cannot use, and would again.</summary>
    public static ProblemKind IndicatorsFaulty { get; } = new("QP-REPORTING-017", 502, new Words(
        "Le service indicators a répondu par une erreur ou de façon illisible : prévenez l'exploitant, son journal la détaille.",
        "The indicators service answered with an error or in a way that cannot be read: tell the operator, its log says which."));
}
