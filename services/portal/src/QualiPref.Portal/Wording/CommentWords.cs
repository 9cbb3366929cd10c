using System.Globalization;
using System.Text;
using System.Text.Json;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>Comments and bursts in French words.</summary>
internal static class CommentWords
{
    /// <summary>What comments are shown by; all of them without.</summary>
    public static IReadOnlyDictionary<string, string> States { get; } = new Dictionary<string, string>
    {
        ["unread"] = "Non lus",
        ["read"] = "Lus",
        ["replied"] = "Avec réponse publique",
        ["passedOn"] = "Suggestions",
        ["quotable"] = "À citer",
        ["erased"] = "Effacés",
    };

    public static IReadOnlyDictionary<string, string> Languages { get; } = new Dictionary<string, string>
    {
        ["fr"] = "Français",
        ["en"] = "Anglais",
        ["es"] = "Espagnol",
        ["pt"] = "Portugais",
        ["ar"] = "Arabe",
    };

    /// <summary>The options of the question that comments are looked for by.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Grades(this Catalogue catalogue) => catalogue.Questionnaires.SelectMany(one => one.Questions)
        .Where(question => question.Code == CommentChoice.Question).SelectMany(question => question.Options).DistinctBy(option => option.Code)
        .Select(option => KeyValuePair.Create(option.Code, French(option.Texts, option.Code)));

    /// <summary>What was answered to the question that comments are looked for by; null without an answer to it.</summary>
    public static string? GradeOf(this Comment comment) =>
        comment.Answers.TryGetValue(CommentChoice.Question, out var grade) && grade.ValueKind == JsonValueKind.String ? grade.GetString() : null;

    /// <summary>Why an answer with words is in no figure; null where it is in them.</summary>
    public static string? Standing(string status) => status switch
    {
        "counted" => null,
        "setAside" => "Réponse à vérifier",
        "abandoned" => "Questionnaire abandonné",
        "voided" => "Réponse retirée",
        "discarded" => "Réponse refusée",
        _ => status,
    };

    /// <summary>Each question with its answer.</summary>
    public static IEnumerable<(string Question, string Answer)> AnswersOf(this Catalogue catalogue, Comment comment)
    {
        var questions = catalogue.FindQuestionnaire(comment.Questionnaire, comment.QuestionnaireVersion)?.Questions ?? [];
        foreach (var (code, value) in comment.Answers)
        {
            var question = questions.FirstOrDefault(one => one.Code == code);
            var chosen = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(one => one.GetString() ?? "") : [value.GetString() ?? ""];
            var words = chosen.Select(option => question?.Options.FirstOrDefault(one => one.Code == option) is { } known ? French(known.Texts, option) : option);
            yield return (question is null ? code : French(question.Texts, code), string.Join(", ", words));
        }
    }

    public static string QuestionName(this Catalogue catalogue, string question) => catalogue.Questionnaires.OrderByDescending(one => one.Version).SelectMany(one => one.Questions)
        .Where(one => one.Code == question).Select(one => French(one.Texts, question)).FirstOrDefault() ?? question;

    /// <summary>The months and years that may be asked for, the newest first.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Periods(DateOnly today)
    {
        for (var month = 0; month < 13; month++)
        {
            var code = today.AddMonths(-month).ToString("yyyy-MM", CultureInfo.InvariantCulture);
            yield return KeyValuePair.Create(code, FrenchText.PeriodName(code));
        }
        for (var year = today.Year; year >= today.Year - 2; year--) yield return KeyValuePair.Create($"{year}", $"Année {year}");
    }

    /// <summary>Why answers were flagged.</summary>
    public static string Why(string why, BurstRules rules) => why switch
    {
        "fast" => $"{rules.Answers} réponses ou plus en {Span(rules.WithinSeconds)}",
        "same" => $"Même première réponse {rules.SameAnswers} fois de suite ou plus en {Span(rules.SameWithinSeconds)}",
        _ => why,
    };

    /// <summary>The code of a theme, made of its name.</summary>
    public static string CodeOf(string label)
    {
        var code = new StringBuilder();
        foreach (var sign in label.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(sign)) code.Append(sign);
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && code.Length > 0 && code[^1] != '-') code.Append('-');
        }
        var whole = code.ToString().Trim('-');
        return whole[..Math.Min(whole.Length, 50)].Trim('-');
    }

    private static string Span(int seconds) => seconds < 120 ? FrenchText.Counted(seconds, "seconde") : FrenchText.Counted(seconds / 60, "minute");

    private static string French(IReadOnlyDictionary<string, string> texts, string code) => texts.GetValueOrDefault("fr", code);
}
