using System.Globalization;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>A wave as a form sends it; what it lacks is told by the service.</summary>
internal sealed class WaveForm
{
    public string? Title { get; set; }

    /// <summary>Code and version, as <c>code/version</c>.</summary>
    public string? Questionnaire { get; set; }

    public List<string> Sites { get; set; } = [];

    public string? First { get; set; }

    public string? Last { get; set; }

    public string? Method { get; set; }

    public string? Target { get; set; }

    public static WaveForm Of(Wave wave) => new()
    {
        Title = wave.Title,
        Questionnaire = FormattableString.Invariant($"{wave.Questionnaire}/{wave.Version}"),
        Sites = [.. wave.Sites],
        First = FormattableString.Invariant($"{wave.First:yyyy-MM-dd}"),
        Last = FormattableString.Invariant($"{wave.Last:yyyy-MM-dd}"),
        Method = wave.Method,
        Target = wave.Target?.ToString(CultureInfo.InvariantCulture),
    };

    public WaveContent ToContent()
    {
        // Where none is chosen it is the questionnaire that is missing, and not its version besides.
        var (code, version) = QuestionnaireWords.Read(Questionnaire) ?? ("", 1);
        // What is no number is refused by the service as too small a one.
        int? target = string.IsNullOrWhiteSpace(Target) ? null : int.TryParse(Target, NumberStyles.None, CultureInfo.InvariantCulture, out var aimed) ? aimed : 0;
        return new WaveContent(Title?.Trim() ?? "", code, version, Sites, First ?? "", Last ?? "", Method ?? "", target);
    }

    /// <summary>The field of a place that the service names.</summary>
    public static string? FieldOf(string pointer) => pointer switch
    {
        "/title" => "Wave.Title",
        "/questionnaire" or "/version" => "Wave.Questionnaire",
        "/sites" => "Wave.Sites",
        "/first" => "Wave.First",
        "/last" => "Wave.Last",
        "/method" => "Wave.Method",
        "/target" => "Wave.Target",
        _ => null,
    };

    /// <summary>What a field asks for.</summary>
    public static string? LabelOf(string field) => field switch
    {
        "Wave.Title" => "Nom de la vague",
        "Wave.Questionnaire" => "Questionnaire",
        "Wave.Sites" => "Sites",
        "Wave.First" => "Premier jour",
        "Wave.Last" => "Dernier jour",
        "Wave.Method" => "Méthode déclarée",
        "Wave.Target" => "Nombre de réponses visé",
        _ => null,
    };
}
