using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Contracts.Cuts.V1;

namespace QualiPref.Reporting.Storage;

/// <summary>One freezing of a report, from the request to the edition. A death at any step leaves a state from which it goes on.</summary>
internal sealed record Freezing
{
    /// <summary>Id of the cut, and of the operation; a further attempt with the same key has another one.</summary>
    public required Guid CutId { get; init; }

    /// <summary>UUIDv5 of the report's id and the <c>Idempotency-Key</c>.</summary>
    public required Guid Key { get; init; }

    /// <summary>SHA-256 of what was asked for, so that a key that comes with another body is noticed.</summary>
    public required string Body { get; init; }

    /// <summary>Local legal date at which open cases are judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Sites of the network when it was asked for: they are those of the cut and of the edition, whatever the catalogue gains meanwhile. Absent from those of before.</summary>
    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime RequestedAt { get; init; }

    public required FreezingStep Step { get; init; }

    /// <summary>Rows of the balance that may stay open, with reasons that never leave this service as a message.</summary>
    public IReadOnlyList<DeclaredException> Declared { get; init; } = [];

    /// <summary>Digest of the cut's root, from <see cref="FreezingStep.Taken"/> on.</summary>
    public string? RootDigest { get; init; }

    /// <summary>The rows that kept the cut from being taken, at most <see cref="ReportStore.MostOpenRows"/> of them.</summary>
    public IReadOnlyList<OpenMonth> Open { get; init; } = [];

    /// <summary>How many rows were open in all.</summary>
    public int OpenRows { get; init; }

    /// <summary>The edition, from <see cref="FreezingStep.Frozen"/> on.</summary>
    public FrozenEdition? Edition { get; init; }

    /// <summary>How often building the edition failed for a reason that does not pass by itself.</summary>
    public int Tries { get; init; }

    /// <summary>
    /// Why nobody builds the edition until somebody has it tried again. The step stays <see cref="FreezingStep.Taken"/>: from there it goes on, and the
    /// version before this one could not read another.
    /// </summary>
    [BsonIgnoreIfNull]
    public FreezingFault? Fault { get; init; }

    /// <summary>Who gave it up; set before <see cref="FreezingStep.GivenUp"/> while a worker may still be building the edition.</summary>
    [BsonIgnoreIfNull]
    public GivingUp? GivenUp { get; init; }

    /// <summary>It waits for somebody: the edition cannot be built.</summary>
    public bool IsParked => Step is FreezingStep.Taken && Fault is not null && GivenUp is null;

    public bool IsUnderWay => Step is FreezingStep.Requested || (Step is FreezingStep.Taken && (Fault is null || GivenUp is not null));
}

/// <summary>How far a freezing is.</summary>
internal enum FreezingStep
{
    /// <summary>The cut was asked for.</summary>
    Requested,

    /// <summary>The cut can be read.</summary>
    Taken,

    /// <summary>The edition is stored.</summary>
    Frozen,

    /// <summary>The balance did not close within the limit, or somebody gave the freezing up.</summary>
    GivenUp,

    /// <summary>What was read under the cut's address is not the cut that was announced.</summary>
    Unreadable,
}

/// <summary>A row of the balance that may stay open, as the référent qualité declared it.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Pending">Records said to be missing.</param>
/// <param name="Reason">Why, in the words of whoever declared it.</param>
internal sealed record DeclaredException(string Source, string Site, DateOnly Month, int Pending, string Reason);

/// <summary>Why an edition cannot be built.</summary>
/// <param name="Cause">In a word, without anything of a person: the code of a problem, or the kind of exception that the log shows whole.</param>
/// <param name="At">When it was parked (UTC).</param>
internal sealed record FreezingFault(string Cause, DateTime At);

/// <summary>That somebody gave a freezing up.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why, as the référent qualité wrote it.</param>
/// <param name="By">Name of who did it.</param>
internal sealed record GivingUp(DateTime At, string Reason, string By);

/// <summary>The edition that a freezing led to.</summary>
/// <param name="Id">Id of the edition.</param>
/// <param name="Revision">Its revision number.</param>
/// <param name="CreatedAt">When it was stored (UTC).</param>
internal sealed record FrozenEdition(Guid Id, int Revision, DateTime CreatedAt);
