using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Features.ImportingResponses;

/// <summary>The lines of a file as answers, so that each is judged like any other.</summary>
internal static class ResponseLine
{
    public const string Id = "id", Site = "site", Date = "date", Channel = "channel", Language = "language", Outcome = "outcome", Comment = "comment";

    /// <summary>What parts several options in a cell.</summary>
    public const char Between = '|';

    /// <summary>What a file with the answers to a questionnaire holds: a column a question.</summary>
    public static CsvRules Rules(Questionnaire questionnaire) => new()
    {
        Required = [Site, Date],
        Optional = [Id, Channel, Language, Outcome, Comment, .. questionnaire.Questions.Select(question => question.Code)],
        MostLines = 10_000,
        MostBytes = 4 * 1024 * 1024,
        Expected = SurveysProblems.CsvExpected,
        Unreadable = SurveysProblems.UnreadableCsv,
        TooManyLines = SurveysProblems.TooManyLines,
    };

    /// <summary>Whether a line names the answer that it is.</summary>
    public static bool HasOwnId(this CsvLine line) => line.Cells.ContainsKey(Id);

    /// <summary>A line as the answer that somebody would have sent; what it says of the day cannot be read where the day is missing from it.</summary>
    public static JsonElement ToAnswer(CsvLine line, Questionnaire questionnaire, Catalogue catalogue)
    {
        var answers = new JsonObject();
        foreach (var question in questionnaire.Questions)
        {
            if (line.Cells.TryGetValue(question.Code, out var value)) answers[question.Code] = question.Type == QuestionType.MultiChoice ? Several(value) : Text(value);
        }
        var answer = new JsonObject
        {
            ["questionnaire"] = questionnaire.Code,
            ["version"] = questionnaire.Version,
            ["channel"] = line.Cells.GetValueOrDefault(Channel, Channels.Paper),
            ["answers"] = answers,
        };
        foreach (var name in (string[])[Site, Language, Outcome, Comment])
        {
            if (line.Cells.TryGetValue(name, out var value)) answer[name] = Text(value);
        }
        if (Beginning(line, catalogue) is { } beginning) answer["answeredAt"] = beginning;
        return JsonSerializer.SerializeToElement(answer);
    }

    // The day is known and no hour: its beginning lies in no future.
    private static DateTimeOffset? Beginning(CsvLine line, Catalogue catalogue)
    {
        if (!DateOnly.TryParseExact(line.Cells.GetValueOrDefault(Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return null;
        return (catalogue.TryGetSite(line.Cells.GetValueOrDefault(Site), out var site) ? site.TimeZone : TimeZoneInfo.Utc).BeginningOf(date);
    }

    // Saved by another program, or pasted, the same lines have other ends.
    private static string Text(string cell) => cell.ReplaceLineEndings("\n");

    private static JsonArray Several(string cell) => [.. cell.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(option => JsonValue.Create(option))];
}
