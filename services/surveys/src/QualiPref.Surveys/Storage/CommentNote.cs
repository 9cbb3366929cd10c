using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace QualiPref.Surveys.Storage;

/// <summary>
/// What was done with the words of an answer. It has a version of its own: none of it changes what the answer counts for, so that no version of the answer is published for it.
/// </summary>
internal sealed class CommentNote
{
    /// <summary>One of <see cref="CommentState"/>.</summary>
    public required string State { get; init; }

    /// <summary>1 at first; every act raises it.</summary>
    public required long Version { get; init; }

    /// <summary>Codes of the list of its network.</summary>
    [BsonIgnoreIfNull]
    public List<string>? Themes { get; init; }

    /// <summary>Whether it may be quoted in the dossier.</summary>
    public bool Quotable { get; init; }

    [BsonIgnoreIfNull]
    public PublicReply? Reply { get; init; }

    [BsonIgnoreIfNull]
    public PassedOn? PassedOn { get; init; }

    [BsonIgnoreIfNull]
    public Erasure? Erased { get; init; }

    /// <summary>The note of new words; null where there are none.</summary>
    public static CommentNote? Of(string? comment, Dictionary<string, string>? texts) =>
        string.IsNullOrWhiteSpace(comment) && texts?.Values.All(string.IsNullOrWhiteSpace) != false ? null : new CommentNote { State = CommentState.Unread, Version = 1 };
}

/// <summary>What was answered to a comment, for everybody to read.</summary>
internal sealed class PublicReply
{
    /// <summary>What the comment said, in the words of who answers: those of the person are not published. Null in what was answered before replies were; nobody but staff is shown that.</summary>
    [BsonIgnoreIfNull]
    public string? Said { get; init; }

    public required string Text { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>The case in <c>complaints</c> that a comment was passed on as.</summary>
internal sealed class PassedOn
{
    public required Guid Case { get; init; }

    public required string Reference { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>Why the words of a comment are gone.</summary>
internal sealed class Erasure
{
    /// <summary>What the person who erased them said; null where the rule of retention did.</summary>
    [BsonIgnoreIfNull]
    public string? Reason { get; init; }

    [BsonIgnoreIfNull]
    public string? By { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>Where a comment stands; the words of the contract. In the alphabet those whose words are kept come after the one whose words are gone.</summary>
internal static class CommentState
{
    public const string Erased = "erased";
    public const string Read = "read";
    public const string Unread = "unread";
}

/// <summary>Changes of notes.</summary>
internal static class CommentNoteUpdates
{
    /// <summary>Gives an answer its note, or none.</summary>
    public static UpdateDefinition<SurveyResponse> NoteIs(this UpdateDefinition<SurveyResponse> update, CommentNote? note) =>
        note is null ? update.Unset(r => r.Note) : update.Set(r => r.Note, note);
}
