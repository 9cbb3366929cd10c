using System.Text.Json.Serialization;

namespace QualiPref.Portal.Services;

/// <summary>A standard letter or paragraph in one version.</summary>
internal sealed record LetterTemplate(
    string Code, int Version, string Label, string Use, string Subject, string Body, IReadOnlyDictionary<string, TemplateText> Translations, string Status, int Revision,
    IReadOnlyList<TemplateDecision> Decisions, DateTimeOffset ChangedAt, string ChangedBy)
{
    /// <summary>The version that handlers use; only in the list.</summary>
    public OfferedVersion? Offered { get; init; }

    /// <summary>Its words in a language; null where it has none in that.</summary>
    public TemplateText? In(string language) => language == "fr" ? new TemplateText(Subject, Body) : Translations.GetValueOrDefault(language);
}

/// <summary>Subject and body in one language.</summary>
internal sealed record TemplateText(string Subject, string Body);

/// <summary>What was decided on a version.</summary>
internal sealed record TemplateDecision(string To, DateTimeOffset At, string By, DateOnly? CommitteeOn, string? Note);

/// <summary>The version of a standard letter that handlers use.</summary>
internal sealed record OfferedVersion(int Version, string Status);

/// <summary>A field that letters may name.</summary>
internal sealed record LetterField(string Name, string Label, string Kind, bool Personal, string Sample);

/// <summary>What a further version is written with.</summary>
internal sealed record WrittenTemplate
{
    public required string Label { get; init; }

    public required string Use { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subject { get; init; }

    public required string Body { get; init; }

    public required IReadOnlyDictionary<string, WrittenText> Translations { get; init; }
}

/// <summary>What one language is written with; a paragraph has no subject.</summary>
internal sealed record WrittenText([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject, string Body);

/// <summary>A standard letter as it is filled in.</summary>
internal sealed record FilledLetter(
    string Template, int Version, string Status, string Language, IReadOnlyList<string> Languages, string Subject, string Body, IReadOnlyList<string> Missing);

/// <summary>What the handler of a case may use.</summary>
internal sealed record LetterChoices(string Language, IReadOnlyList<LetterChoice> Letters, IReadOnlyList<ParagraphChoice> Paragraphs);

/// <summary>A standard letter that may be used.</summary>
internal sealed record LetterChoice(string Code, string Label, string Use, int Version, string Status, IReadOnlyList<string> Languages);

/// <summary>A standard paragraph with the values of the case in it.</summary>
internal sealed record ParagraphChoice(string Code, string Label, int Version, string Status, string Language, string Text);

/// <summary>A letter that did not arrive, or perhaps not.</summary>
internal sealed record LetterNotArrived(Guid Letter, string Kind, DateOnly SentOn, string Way, string State, string? Fault);
