using QualiPref.Platform.Http;

namespace QualiPref.Indicators;

/// <summary>The refusals that are particular to this service.</summary>
internal static class IndicatorsProblems
{
    /// <summary>404: the text names no figure of this catalogue.</summary>
    public static ProblemKind UnknownFigure { get; } = new("QP-INDICATORS-001", 404, new Words(
        "Ce chiffre n'existe pas : reprenez l'identifiant donné par la liste des chiffres.",
        "There is no such figure: use the id that the list of figures gives."));

    /// <summary>415: an import that is no CSV.</summary>
    public static ProblemKind CsvExpected { get; } = new("QP-INDICATORS-002", 415, new Words(
        "L'import attend un fichier CSV (type de contenu text/csv).", "The import expects a CSV file (content type text/csv)."));

    /// <summary>400: a CSV file whose columns are not the ones expected.</summary>
    public static ProblemKind UnreadableCsv { get; } = new("QP-INDICATORS-003", 400, new Words(
        "Le fichier CSV n'est pas lisible ou ses colonnes ne sont pas celles attendues.",
        "The CSV file is not readable or does not have the columns expected."));

    /// <summary>422: a CSV file with too many lines.</summary>
    public static ProblemKind TooManyLines { get; } = new("QP-INDICATORS-004", 422, new Words(
        "Le fichier compte trop de lignes : découpez-le.", "The file has too many lines: split it."));

    /// <summary>404: a cut that was not asked for, is under way or was given up.</summary>
    public static ProblemKind CutNotTaken { get; } = new("QP-INDICATORS-011", 404, new Words(
        "Ce relevé figé n'existe pas (ou pas encore) : il n'a pas été demandé, il est en cours, ou il a été abandonné.",
        "There is no such cut, or not yet: it was not asked for, is under way, or was given up."));

    /// <summary>422: two cuts of different networks or periods.</summary>
    public static ProblemKind CutsNotComparable { get; } = new("QP-INDICATORS-012", 422, new Words(
        "Ces deux relevés figés ne portent pas sur le même réseau et la même période.",
        "These two cuts are not of the same network and period."));

    /// <summary>409: stored bytes of a cut are gone or are not those that were stored.</summary>
    public static ProblemKind CutDamaged { get; } = new("QP-INDICATORS-013", 409, new Words(
        "Une partie de ce relevé figé a été altérée ou supprimée dans la base : restaurez-la depuis une sauvegarde.",
        "A part of this cut was altered or removed in the database: restore it from a backup."));
}
