using QualiPref.Complaints.Storage;

namespace QualiPref.Complaints.Features.WritingTemplates;

/// <summary>A standard letter in one version.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Label">What handlers choose it by.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Subject">In French.</param>
/// <param name="Body">In French.</param>
/// <param name="Translations">In other languages, by code.</param>
/// <param name="Status">Where it stands with the committee.</param>
/// <param name="Revision">How many decisions were taken on it: what a decision takes as <c>If-Match</c>.</param>
/// <param name="Decisions">The decisions in their order.</param>
/// <param name="ChangedAt">When it was written (UTC).</param>
/// <param name="ChangedBy">Who wrote it.</param>
internal record TemplateView(
    string Code, int Version, string Label, string Use, string Subject, string Body, IReadOnlyDictionary<string, TemplateWords> Translations, TemplateStatus Status, int Revision,
    IReadOnlyList<TemplateDecision> Decisions, DateTime ChangedAt, string ChangedBy)
{
    public static TemplateView Of(LetterTemplateDocument template) => new(
        template.Code, template.Version, template.Label, template.Use, template.Subject, template.Body, template.Translations, template.Status, template.Revision,
        template.Decisions, template.ChangedAt, template.ChangedBy);
}

/// <summary>A standard letter in its newest version, with the one that handlers use.</summary>
/// <param name="Newest">The newest version.</param>
/// <param name="Offered">The version that handlers use; null when every version is withdrawn.</param>
internal sealed record TemplateListItem(TemplateView Newest, OfferedVersion? Offered) : TemplateView(Newest)
{
    /// <summary>The same fields as those of a version: it is not told twice.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TemplateView Newest { get; init; } = Newest;
}

/// <summary>The version of a standard letter that handlers use.</summary>
internal sealed record OfferedVersion(int Version, TemplateStatus Status);

/// <summary>A field that letters may name.</summary>
/// <param name="Name">As it stands between braces.</param>
/// <param name="Label">What it is, in French.</param>
/// <param name="Kind">Where its value comes from.</param>
/// <param name="Personal">Whether it tells of the person: paragraphs may not name it.</param>
/// <param name="Sample">A value to preview a letter with.</param>
internal sealed record LetterFieldView(string Name, string Label, Templates.LetterFieldKind Kind, bool Personal, string Sample);

/// <summary>A standard letter as it is filled in.</summary>
/// <param name="Template">Its code.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Status">Where the version stands with the committee.</param>
/// <param name="Language">Language of the text: French where the letter has none in the language asked for.</param>
/// <param name="Languages">Languages in which the letter is written.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Body">The text; what has no value stands in it as a blank.</param>
/// <param name="Missing">Names of the fields that were left blank.</param>
internal sealed record FilledLetter(
    string Template, int Version, TemplateStatus Status, string Language, IReadOnlyList<string> Languages, string Subject, string Body, IReadOnlyList<string> Missing);

/// <summary>The standard letters and paragraphs that the handler of a case may use.</summary>
/// <param name="Language">The language that the person wishes to be written to in, if letters can have it; else French.</param>
/// <param name="Letters">The letters.</param>
/// <param name="Paragraphs">The paragraphs, filled in.</param>
internal sealed record LetterChoices(string Language, IReadOnlyList<LetterChoice> Letters, IReadOnlyList<ParagraphChoice> Paragraphs);

/// <summary>A standard letter that may be used.</summary>
internal sealed record LetterChoice(string Code, string Label, string Use, int Version, TemplateStatus Status, IReadOnlyList<string> Languages);

/// <summary>A standard paragraph that may be used, with the values of the case in it.</summary>
internal sealed record ParagraphChoice(string Code, string Label, int Version, TemplateStatus Status, string Language, string Text);
