using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Storage;

/// <summary>One version of a standard letter or paragraph. Versions are added and their texts never change; only what was decided on them does.</summary>
internal sealed record LetterTemplateDocument
{
    [BsonId]
    public ObjectId Id { get; init; }

    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Label { get; init; }

    /// <summary>One of <see cref="TemplateUses.All"/>; versions written before there were uses are answers.</summary>
    public string Use { get; init; } = TemplateUses.Answer;

    /// <summary>In French; empty for a paragraph.</summary>
    public required string Subject { get; init; }

    /// <summary>In French.</summary>
    public required string Body { get; init; }

    /// <summary>In other languages, by code.</summary>
    public IReadOnlyDictionary<string, TemplateWords> Translations { get; init; } = new Dictionary<string, TemplateWords>();

    /// <summary>UTC.</summary>
    public required DateTime ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    /// <summary>Where it stands; versions written before there was a status are drafts.</summary>
    public TemplateStatus Status { get; init; }

    /// <summary>How many decisions were taken on it.</summary>
    public int Revision { get; init; }

    /// <summary>The decisions in their order.</summary>
    public IReadOnlyList<TemplateDecision> Decisions { get; init; } = [];

    /// <summary>Languages in which it is written, French first.</summary>
    [BsonIgnore]
    public IReadOnlyList<string> Languages => [Templates.LetterLanguages.French, .. Templates.LetterLanguages.All.Where(Translations.ContainsKey)];

    /// <summary>Its words in a language, or in French where it has none in that.</summary>
    /// <param name="language">The language that is wished for.</param>
    /// <returns>The words and their language.</returns>
    public (TemplateWords Words, string Language) In(string language) => Translations.TryGetValue(language, out var words)
        ? (words, language)
        : (new TemplateWords(Subject, Body), Templates.LetterLanguages.French);
}

/// <summary>Subject and body in one language.</summary>
internal sealed record TemplateWords(string Subject, string Body);

/// <summary>What was decided on a version.</summary>
internal sealed record TemplateDecision
{
    public required TemplateStatus To { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required string By { get; init; }

    /// <summary>Day of the committee's opinion.</summary>
    public DateOnly? CommitteeOn { get; init; }

    /// <summary>The opinion, or the reason.</summary>
    public string? Note { get; init; }
}

/// <summary>Where a version stands with the users' committee (comité local des usagers).</summary>
internal enum TemplateStatus
{
    /// <summary>Written.</summary>
    Draft,

    /// <summary>Before the committee.</summary>
    Submitted,

    /// <summary>The committee gave its opinion and the version may be used.</summary>
    Validated,

    /// <summary>Not to be used any more.</summary>
    Withdrawn,
}

/// <summary>What standard texts are for.</summary>
internal static class TemplateUses
{
    public const string Answer = "answer";

    /// <summary>A short text within a letter.</summary>
    public const string Paragraph = "paragraph";

    /// <summary>The steps that write a letter, a letter that is no step, and a paragraph.</summary>
    public static IReadOnlyList<string> All { get; } = [Answer, "hold", "request-information", "letter", Paragraph];
}
