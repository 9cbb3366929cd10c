using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>
/// A file that came with a case: what is known of it. Its bytes lie apart, under the same id, so that reading a case reads none of them.
/// </summary>
internal sealed record Attachment
{
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>As it is shown: what the sender called it, cleaned, with the ending of what it really is.</summary>
    public required string Name { get; init; }

    /// <summary>What its content was found to be, whatever its sender said.</summary>
    public required string MediaType { get; init; }

    public required long Bytes { get; init; }

    /// <summary>SHA-256 of its bytes in lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    public required AttachmentState State { get; init; }

    /// <summary>When it came in (UTC).</summary>
    public required DateTime At { get; init; }

    public required AttachmentSource From { get; init; }

    /// <summary>Whether the person themselves handed it in.</summary>
    [BsonIgnore]
    public bool IsOfThePerson => From != AttachmentSource.Handler;
}

/// <summary>What the antivirus said of a file.</summary>
internal enum AttachmentState
{
    /// <summary>It found nothing.</summary>
    Clean,

    /// <summary>It could not be asked yet: nobody is given the file until it was.</summary>
    Unchecked,

    /// <summary>There was none.</summary>
    NotScanned,

    /// <summary>It found something once it could be asked; the bytes are gone.</summary>
    Infected,
}

/// <summary>Who handed a file in.</summary>
internal enum AttachmentSource
{
    /// <summary>The person, on a page.</summary>
    Person,

    /// <summary>An agent, for what came on paper or at the counter.</summary>
    Handler,

    /// <summary>It came with an e-mail.</summary>
    Mail,
}
