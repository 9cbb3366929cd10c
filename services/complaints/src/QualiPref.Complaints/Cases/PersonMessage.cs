using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>What a person wrote about their case after they had filed it; it never changes, and it never leaves this service.</summary>
internal sealed record PersonMessage
{
    /// <summary>Most messages of a case: its document stays far below what one may hold.</summary>
    public const int MostOfACase = 50;

    /// <summary>Most characters of one, as of what is filed.</summary>
    public const int LongestText = 10_000;

    /// <summary>Made by the client, or of what an e-mail is known by: the same message twice is one.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>When it was taken in (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary><see cref="Channels.Web"/> or <see cref="Channels.Email"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Subject of an e-mail.</summary>
    [BsonIgnoreIfNull]
    public string? Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>What an e-mail repeats of those before it.</summary>
    [BsonIgnoreIfNull]
    public string? Quoted { get; init; }

    /// <summary>Address that an e-mail came from; need not be the one that the person gave.</summary>
    [BsonIgnoreIfNull]
    public string? From { get; init; }

    /// <summary>Whether no handler has said yet that they read it.</summary>
    [BsonIgnoreIfDefault]
    public bool Unread { get; init; }
}
