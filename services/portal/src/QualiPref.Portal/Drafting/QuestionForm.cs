using System.Globalization;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Portal.Drafting;

/// <summary>
/// A question as a form sends it. Names of fields follow the places that the service names: <c>texts.fr</c> is <c>/questions/3/texts/fr</c>, and <c>option.1.en</c> is
/// <c>/questions/3/options/1/texts/en</c>.
/// </summary>
internal static class QuestionForm
{
    /// <summary>Rows for options beyond those that are there.</summary>
    public const int SpareRows = 3;

    /// <summary>The question as it was before, with what a person wrote.</summary>
    public static SurveyQuestion Read(IFormCollection form, SurveyQuestion before, IReadOnlyList<string> languages) => before with
    {
        Code = Text(form, "code"),
        Required = form["required"] == "true",
        Module = Text(form, "module"),
        Commitment = Text(form, "commitment"),
        Texts = Texts(form, "texts", languages),
        Options = [.. Options(form, languages)],
        MaxLength = before.Type == QuestionType.Text ? Number(form, "maxLength") : null,
        MinChoices = before.Type == QuestionType.MultiChoice ? Number(form, "minChoices") : null,
        MaxChoices = before.Type == QuestionType.MultiChoice ? Number(form, "maxChoices") : null,
        ShowIf = Condition(form),
        Follows = Text(form, "follows") is { Length: > 0 } follows ? follows : null,
    };

    /// <summary>Texts by language, without those that are empty.</summary>
    public static Dictionary<string, string> Texts(IFormCollection form, string name, IReadOnlyList<string> languages) =>
        languages.Select(language => (language, Text: Text(form, $"{name}.{language}"))).Where(one => one.Text.Length > 0).ToDictionary(one => one.language, one => one.Text);

    /// <summary>The field of the form that a place of the service is; null for another question's.</summary>
    public static string? FieldOf(string pointer, int question)
    {
        var start = FormattableString.Invariant($"/questions/{question}/");
        if (!pointer.StartsWith(start, StringComparison.Ordinal)) return null;
        return pointer[start.Length..].Split('/') switch
        {
            ["texts", var language] => $"texts.{language}",
            ["options", var option, "texts", var language] => $"option.{option}.{language}",
            ["options", var option, var field] => $"option.{option}.{field}",
            ["options"] => "option.0.code",
            ["showIf", ..] => "showIf",
            [var field] => field,
            _ => null,
        };
    }

    // A row without a code and without a text is none.
    private static IEnumerable<AnswerOption> Options(IFormCollection form, IReadOnlyList<string> languages)
    {
        for (var row = 0; form.ContainsKey(FormattableString.Invariant($"option.{row}.code")); row++)
        {
            var name = FormattableString.Invariant($"option.{row}");
            var (code, texts) = (Text(form, $"{name}.code"), Texts(form, name, languages));
            if (code.Length == 0 && texts.Count == 0) continue;
            yield return new AnswerOption { Code = code, Texts = texts, Counts = Enum.TryParse<OptionCounts>(Text(form, $"{name}.counts"), out var counts) ? counts : null };
        }
    }

    private static QuestionCondition? Condition(IFormCollection form)
    {
        var chosen = form["showIf"].Select(one => (one ?? "").Split('/', 2)).Where(one => one.Length == 2).ToList();
        return chosen.Count == 0 ? null : new QuestionCondition { Question = chosen[0][0], Options = [.. chosen.Where(one => one[0] == chosen[0][0]).Select(one => one[1])] };
    }

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();

    private static int? Number(IFormCollection form, string name) =>
        int.TryParse(Text(form, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
