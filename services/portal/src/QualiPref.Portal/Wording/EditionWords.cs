using System.Globalization;
using System.Text.Json;
using QualiPref.Portal.Services;
using QualiPref.Statistics;

namespace QualiPref.Portal.Wording;

/// <summary>What verifications and comparisons of editions tell, in words.</summary>
internal static class EditionWords
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["figure"] = "Chiffre",
        ["fact"] = "Enregistrement",
        ["cell"] = "Journée d'un site",
        ["digest"] = "Empreinte",
    };

    private static readonly Dictionary<string, string> Causes = new()
    {
        ["added"] = "ajouté",
        ["removed"] = "retiré",
        ["changed"] = "modifié",
        ["corrected"] = "corrigé",
        ["late"] = "arrivé après l'arrêt",
        ["voided"] = "annulé",
        ["moved"] = "déplacé",
        ["definition"] = "changement de définition",
    };

    public static string Kind(string? kind) => CaseWords.Of(Kinds, kind);

    public static string Cause(CauseCount cause) => $"{CaseWords.Of(Causes, cause.Cause)} : {FrenchText.Count(cause.Count)}";

    /// <summary>A value as the service sent it: a number, a text, or nothing.</summary>
    public static string Value(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "–",
        { ValueKind: JsonValueKind.Number } number => number.GetDouble().ToString("G17", FrenchText.Culture),
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "–",
        { } other => other.ToString(),
    };

    /// <summary>A figure in one revision, such as <c>85,0 % (n = 412)</c>.</summary>
    public static string State(FigureState? state, IndicatorDefinition? definition) => state switch
    {
        null => "absent",
        { Value: { } value } => $"{FigureWords.InUnit(value, definition?.Unit)} (n = {FrenchText.Count(state.N)})",
        _ => string.Create(CultureInfo.InvariantCulture, $"non mesuré (n = {state.N})"),
    };
}
