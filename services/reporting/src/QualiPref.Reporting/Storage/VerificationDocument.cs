using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Reporting.Storage;

/// <summary>A verification that takes longer than a call waits. It runs in one process; its document says how far it is.</summary>
internal sealed record VerificationDocument
{
    [BsonId]
    public required Guid Id { get; init; }

    public required string Network { get; init; }

    /// <summary>When the process that runs it last said so (UTC), by the clock of the database: whoever reads it may be another process.</summary>
    public DateTime AliveAt { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }

    /// <summary>The answer as JSON once it is there.</summary>
    [BsonIgnoreIfNull]
    public string? Outcome { get; init; }

    /// <summary>It ended without an answer.</summary>
    public bool IsInterrupted { get; init; }
}
