using System.Globalization;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>Questionnaires and waves in words.</summary>
internal static class QuestionnaireWords
{
    /// <summary>How those who answer are chosen.</summary>
    public static IReadOnlyDictionary<string, string> Methods { get; } = new Dictionary<string, string>
    {
        ["volunteer"] = "Répondants volontaires",
        ["exhaustive"] = "Exhaustive : tous les usagers sont sollicités",
        ["random"] = "Aléatoire : usagers tirés au sort",
        ["quota"] = "Par quotas",
    };

    /// <summary>What an option counts as.</summary>
    public static IReadOnlyDictionary<string, string> Counts { get; } = new Dictionary<string, string>
    {
        [nameof(OptionCounts.Satisfied)] = "Satisfait",
        [nameof(OptionCounts.Dissatisfied)] = "Non satisfait",
        [nameof(OptionCounts.Excluded)] = "Exclu du taux",
    };

    /// <summary>Versions to choose from, by what <see cref="Read"/> reads.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Choices(IEnumerable<QuestionnaireVersion> versions) =>
        [.. versions.Select(version => KeyValuePair.Create(FormattableString.Invariant($"{version.Code}/{version.Version}"), $"{version.Title}, version {version.Version}"))];

    /// <summary>The version of a choice; null where it is none.</summary>
    public static (string Code, int Version)? Read(string? choice) =>
        choice?.Split('/') is [var code, var version] && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (code, number) : null;

    public static string State(QuestionnaireVersion version) => version switch
    {
        { WithdrawnAt: not null } => "Retirée",
        { Offered: true } => "Proposée",
        { PublishedAt: null } => "Catalogue",
        _ => "Publiée",
    };

    public static string State(Wave wave) => wave.Status switch
    {
        "planned" => "Prévue",
        "running" => "En cours",
        "over" => "Terminée",
        _ => "Arrêtée avant son terme",
    };

    /// <summary>The question in French, or its code as long as it has no text.</summary>
    public static string NameOf(SurveyQuestion question) => question.Texts.GetValueOrDefault("fr") is { Length: > 0 } text ? text : question.Code;
}
