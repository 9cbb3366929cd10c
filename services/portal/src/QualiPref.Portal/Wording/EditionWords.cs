using QualiPref.Portal.Services;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Wording;

/// <summary>What verifications and comparisons of editions tell, in words.</summary>
internal static class EditionWords
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["document"] = "Document de l'édition",
        ["part"] = "Partie de la coupe",
        ["fact"] = "Enregistrement",
        ["cell"] = "Journée d'un site",
        ["figure"] = "Chiffre",
    };

    /// <summary>Of one record; the document says the same of several, where it is <c>reporting</c> that speaks.</summary>
    public static IReadOnlyDictionary<string, string> Causes { get; } = new Dictionary<string, string>
    {
        ["late"] = "arrivé après l'arrêt",
        ["voided"] = "retiré",
        ["accepted"] = "accepté",
        ["discarded"] = "refusé",
        ["answered"] = "réponse enregistrée",
        ["qualified"] = "qualifié",
        ["corrected"] = "corrigé",
        ["withdrawn"] = "réponse qui n'est plus due",
        ["measured"] = "mesure saisie",
        ["changed"] = "modifié",
        ["definition"] = "définition modifiée",
        ["asOf"] = "échéances jugées à une autre date",
    };

    public static string Kind(string? kind) => CaseWords.Of(Kinds, kind);

    public static string Cause(string cause) => CaseWords.Of(Causes, cause);

    /// <summary>How many facts of each cause changed a figure, such as <c>corrigé : 2 ; qualifié : 1</c>.</summary>
    public static string Because(FigureDifference figure) => figure.Causes is { Count: > 0 } causes
        ? string.Join("\u00A0; ", causes.Select(cause => $"{Cause(cause.Cause)}\u00A0: {FrenchText.Count(cause.Count)}"))
        : "–";

    /// <summary>A figure in one revision, such as <c>85,0 % (n = 412)</c>.</summary>
    public static string State(FigureState? state, IndicatorDefinition? definition) => state switch
    {
        null => "Absent",
        { Value: not null } when definition is not null && !FigureReading.IsShown(definition, state.N) => $"Trop peu de cas (n = {FrenchText.Count(state.N)})",
        { Value: { } value } => $"{FigureWords.InUnit(value, definition?.Unit)} (n = {FrenchText.Count(state.N)})",
        _ => $"Non mesuré (n = {FrenchText.Count(state.N)})",
    };

    /// <summary>A fact in one revision.</summary>
    public static string Version(long? version) => version is { } number ? $"version {FrenchText.Count(number)}" : "absent";
}
