using System.Text.RegularExpressions;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.WritingTemplates;

/// <summary>Reads what a standard letter is written with and names everything that is wrong with it.</summary>
internal static partial class TemplateReader
{
    private const int LongestBody = 10_000, LongestSubject = 200;

    public static WrittenTemplate Read(JsonFields fields)
    {
        var label = fields.Text("label", 200, required: true) ?? "";
        var use = fields.Code("use", TemplateUses.All) ?? TemplateUses.Answer;
        var isParagraph = use == TemplateUses.Paragraph;
        var words = ReadWords(fields, isParagraph);
        var translations = new Dictionary<string, TemplateWords>();
        if (fields.Object("translations") is { } others)
        {
            foreach (var language in LetterLanguages.All.Where(one => one != LetterLanguages.French))
            {
                if (others.Object(language) is not { } one) continue;
                translations[language] = ReadWords(one, isParagraph);
                one.RefuseUnknown();
            }
            others.RefuseUnknown();
        }
        fields.RefuseUnknown();
        return new WrittenTemplate(label, use, words, translations);
    }

    /// <summary>Notes a code that no standard letter can have.</summary>
    public static void CheckCode(string code, FieldErrors errors, string at = "code")
    {
        if (!Code().IsMatch(code)) errors.Add(at, "Minuscules, chiffres et tirets, 50 au plus.", "Lower-case letters, digits and hyphens, at most 50.");
    }

    private static TemplateWords ReadWords(JsonFields fields, bool isParagraph)
    {
        var subject = fields.Text("subject", LongestSubject);
        // A paragraph stands within a letter that has a subject of its own.
        if (isParagraph && subject is { Length: > 0 }) fields.Refuse("subject", "Un paragraphe type n'a pas d'objet.", "A standard paragraph has no subject.");
        if (!isParagraph && (subject is null ? fields.Raw("subject") is null : string.IsNullOrWhiteSpace(subject)))
            fields.Refuse("subject", "Ce champ est obligatoire.", "This field is required.");
        var body = fields.Text("body", LongestBody, required: true);
        Check(fields, "subject", subject, mayBePersonal: !isParagraph);
        Check(fields, "body", body, mayBePersonal: !isParagraph);
        return new TemplateWords(subject ?? "", body ?? "");
    }

    private static void Check(JsonFields fields, string name, string? text, bool mayBePersonal)
    {
        if (text is null) return;
        foreach (var fault in LetterText.FaultsOf(text, mayBePersonal)) fields.Refuse(name, fault.French, fault.English);
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,50}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

/// <summary>What writing a standard letter takes.</summary>
/// <param name="Label">What handlers choose it by, at most 200 characters.</param>
/// <param name="Use">One of <see cref="TemplateUses.All"/>.</param>
/// <param name="Words">In French; the subject at most 200 characters, the body at most 10,000.</param>
/// <param name="Translations">In other languages, by code.</param>
internal sealed record WrittenTemplate(string Label, string Use, TemplateWords Words, IReadOnlyDictionary<string, TemplateWords> Translations);
