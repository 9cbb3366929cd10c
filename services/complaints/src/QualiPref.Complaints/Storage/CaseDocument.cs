using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>A case as it is stored: its state, its history, and apart from them what the person wrote and who they are.</summary>
internal sealed class CaseDocument : AggregateDocument<ComplaintsChanged>
{
    /// <summary>Such as <c>91-EVRY-2026-000123</c>: site and year of the reception at filing, kept through corrections.</summary>
    public required string Reference { get; init; }

    /// <summary>Without its hyphens.</summary>
    public required string TrackingCode { get; init; }

    public required FilingDocument Filing { get; init; }

    public required ComplaintCase State { get; set; }

    public required List<HistoryEntry> History { get; init; }

    /// <summary>What was written to the person, oldest first; at most <see cref="Letter.MostOfACase"/>.</summary>
    public List<Letter> Letters { get; init; } = [];

    /// <summary>What handlers typed and did not send yet; at most <see cref="Draft.MostOfACase"/>.</summary>
    public List<Draft> Drafts { get; init; } = [];

    /// <summary>What was seen to of what its motives ask for.</summary>
    public List<CaseCheck> Checks { get; init; } = [];

    /// <summary>What goes on about it elsewhere, in the order noted; at most <see cref="Procedure.MostOfACase"/>.</summary>
    public List<Procedure> Procedures { get; init; } = [];

    /// <summary>The case that it was made of, because that was about two things; absent where it was filed.</summary>
    [BsonIgnoreIfNull]
    public Guid? SplitFrom { get; init; }

    /// <summary>The cases that were made of it.</summary>
    public List<Guid> SplitInto { get; init; } = [];

    /// <summary>Why it may not be erased for now; absent where it may.</summary>
    [BsonIgnoreIfNull]
    public LegalHold? LegalHold { get; set; }

    /// <summary>When and why everything that it held of persons was erased; absent where it was not. <see cref="ErasureStore"/> says what is left then.</summary>
    [BsonIgnoreIfNull]
    public Erasure? Erased { get; set; }

    /// <summary>What the person wrote after the filing, oldest first; at most <see cref="PersonMessage.MostOfACase"/>.</summary>
    public List<PersonMessage> Messages { get; init; } = [];

    /// <summary>Of an erased case the ids of the messages that it had: an e-mail that lies in its mailbox again is not taken in anew.</summary>
    [BsonIgnoreIfNull]
    public List<Guid>? ErasedMessages { get; init; }

    /// <summary>What was handed in with it, oldest first; the bytes lie in GridFS.</summary>
    public List<Attachment> Attachments { get; init; } = [];

    /// <summary>What the person said of the answer; absent until they did.</summary>
    [BsonIgnoreIfNull]
    public PersonReview? Review { get; set; }

    /// <summary>What answers announced, oldest first; at most <see cref="PersonPromise.MostOfACase"/>.</summary>
    public List<PersonPromise> Promises { get; init; } = [];
}

/// <summary>What was filed; it never changes, and it never leaves this service.</summary>
internal sealed record FilingDocument
{
    public string? Subject { get; init; }

    public string? Text { get; init; }

    /// <summary>What an e-mail repeats of those before it.</summary>
    [BsonIgnoreIfNull]
    public string? Quoted { get; init; }

    public Contact? Contact { get; init; }

    /// <summary>SHA-256 of the parsed filing in hexadecimal: tells a repeat from other content under the same id.</summary>
    public required string Digest { get; init; }

    /// <summary>Text of the receipt, when one was written with the filing: a repeat is answered the same.</summary>
    public string? Receipt { get; init; }
}

/// <summary>How to reach the person.</summary>
internal sealed record Contact
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? PostalAddress { get; init; }

    /// <summary>ISO 639-1 code of the language they wish to be written to in.</summary>
    public string? Language { get; init; }
}
