using System.Text;
using System.Text.Json;

namespace QualiPref.Platform.Catalogue.Published;

/// <summary>
/// Puts published versions beside those of the files. One that does not fit is left out and named: the files here may be older than those it was checked by, and
/// nothing else is to suffer from it.
/// </summary>
internal static class PublishedReader
{
    public static (IReadOnlyList<Questionnaire> Fitting, IReadOnlyList<string> LeftOut) Read(
        IReadOnlyList<PublishedQuestionnaire> published, IReadOnlyList<Questionnaire> ofFiles, IReadOnlyDictionary<string, FrameworkModule> modules)
    {
        var (fitting, leftOut) = (new List<Questionnaire>(), new List<string>());
        foreach (var one in published)
        {
            var (questionnaire, problem) = Read(one, ofFiles, modules);
            if (problem is null) fitting.Add(questionnaire!);
            else leftOut.Add($"The published questionnaire '{one.Name}' is left out: {problem}");
        }
        return (fitting, leftOut);
    }

    private static (Questionnaire? Read, string? Problem) Read(
        PublishedQuestionnaire one, IReadOnlyList<Questionnaire> ofFiles, IReadOnlyDictionary<string, FrameworkModule> modules)
    {
        if (ofFiles.Any(file => file.Code == one.Code && file.Version == one.Version)) return (null, "a file of the catalogue has the same code and version.");
        try
        {
            var questionnaire = QuestionnaireJson.Read(Encoding.UTF8.GetBytes(one.Json));
            if ((questionnaire.Code, questionnaire.Version) != (one.Code, one.Version)) return (null, "it says to be another.");
            var faults = QuestionnaireRules.Faults(questionnaire, modules);
            return faults.Count == 0 ? (questionnaire, null) : (null, string.Join(" ", faults.Select(fault => fault.Sentence.English)));
        }
        catch (JsonException exception)
        {
            return (null, $"it cannot be read at {exception.Path}.");
        }
    }
}
