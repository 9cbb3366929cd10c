using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Templates;

/// <summary>
/// The text of a standard letter: plain text with fields in double braces and conditions, and nothing else of Liquid. What was checked here can always be filled in.
/// </summary>
internal static partial class LetterText
{
    // A condition within a condition is read by recursion: so many tags and so long ones are far below what a stack holds.
    private const int MostTags = 200, LongestTag = 200;

    private const string BlankOpen = "[à compléter\u00A0: ";

    private static readonly FluidParser Parser = new();

    private static readonly TemplateOptions Options = new() { MaxSteps = 10_000, MaxRecursion = MostTags, StrictVariables = true, StrictFilters = true };

    /// <summary>What is wrong with a text; empty for one that can be filled in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayBePersonal">Whether fields that tell of the person are admitted.</param>
    public static IReadOnlyList<Words> FaultsOf(string text, bool mayBePersonal)
    {
        if (IsTooDense(text))
        {
            return [new Words($"{MostTags} champs et conditions au plus, de {LongestTag} caractères chacun.", $"At most {MostTags} fields and conditions, of {LongestTag} characters each.")];
        }
        if (!Parser.TryParse(text, out var template, out var error)) return [error.StartsWith("Unknown tag", StringComparison.Ordinal) ? LetterTextCheck.Admitted : Unreadable(error)];
        var check = new LetterTextCheck(mayBePersonal);
        check.Look(template);
        return check.Faults;
    }

    /// <summary>Fills a text in.</summary>
    /// <param name="text">A text without faults.</param>
    /// <param name="values">The values by field; one without is left as a blank that says what belongs there.</param>
    /// <param name="language">Language of the text.</param>
    public static FilledText Fill(string text, IReadOnlyDictionary<string, string> values, string language)
    {
        if (!Parser.TryParse(text, out var template, out var error)) throw new InvalidOperationException($"A stored letter cannot be read: {error}");
        var missing = new List<string>();
        var context = new TemplateContext(Options);
        foreach (var field in LetterField.All)
        {
            if (values.TryGetValue(field.Name, out var value)) context.SetValue(field.Name, LetterLanguages.Within(OnOneLine(value), language));
            else context.SetValue(field.Name, new MissingField(Blank(field), () => missing.Add(field.Name)));
        }
        // Plain text: what shows a letter encodes it.
        var filled = template.Render(context, NullEncoder.Default);
        return new FilledText(BlankLines().Replace(filled.ReplaceLineEndings("\n"), "\n\n").Trim(), [.. missing.Distinct()]);
    }

    /// <summary>Whether a letter still has a blank that its writer has to fill.</summary>
    public static bool HasBlank(string text) => text.Contains("[à compléter", StringComparison.Ordinal);

    private static string Blank(LetterField field) => $"{BlankOpen}{char.ToLowerInvariant(field.Label[0])}{field.Label[1..]}]";

    private static string OnOneLine(string value) => string.Join(' ', value.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static bool IsTooDense(string text)
    {
        var tags = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 2))
        {
            var end = text.IndexOf(text[at + 1] == '%' ? "%}" : "}}", at, StringComparison.Ordinal);
            if (++tags > MostTags || (end < 0 ? text.Length : end) - at > LongestTag) return true;
        }
        return false;
    }

    private static int Next(string text, int from)
    {
        var at = text.AsSpan(from).IndexOf('{');
        while (at >= 0 && (from + at + 1 >= text.Length || text[from + at + 1] is not ('{' or '%')))
        {
            var further = text.AsSpan(from + at + 1).IndexOf('{');
            at = further < 0 ? -1 : at + 1 + further;
        }
        return at < 0 ? -1 : from + at;
    }

    private static Words Unreadable(string error)
    {
        var line = Position().Match(error) is { Success: true } place ? place.Groups[1].Value : "1";
        return new Words(
            string.Create(CultureInfo.InvariantCulture, $"Ligne {line} : un champ s'écrit {{{{ reference }}}} et une condition {{% if reference %}} … {{% endif %}} ; l'un d'eux n'est pas complet."),
            string.Create(CultureInfo.InvariantCulture, $"Line {line}: a field is written {{{{ reference }}}} and a condition {{% if reference %}} … {{% endif %}}; one of them is not complete."));
    }

    [GeneratedRegex(@"\((\d+):\d+\)")]
    private static partial Regex Position();

    [GeneratedRegex(@"\n[ \t]*\n(?:[ \t]*\n)+")]
    private static partial Regex BlankLines();
}

/// <summary>A text that was filled in.</summary>
/// <param name="Text">The text; a field without a value stands in it as a blank.</param>
/// <param name="Missing">The fields that were left blank.</param>
internal sealed record FilledText(string Text, IReadOnlyList<string> Missing);
