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

    public bool IsUnderWay => Step is FreezingStep.Requested or FreezingStep.Taken;
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

    /// <summary>The balance did not close within the limit.</summary>
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

/// <summary>The edition that a freezing led to.</summary>
/// <param name="Id">Id of the edition.</param>
/// <param name="Revision">Its revision number.</param>
/// <param name="CreatedAt">When it was stored (UTC).</param>
internal sealed record FrozenEdition(Guid Id, int Revision, DateTime CreatedAt);
