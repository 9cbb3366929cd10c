using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>
/// A cut that was asked for. It is inserted once, and its end (taken or given up) is the only later change of its content: what is done
/// in between is in documents of its sites. Signs of life only move <see cref="AliveAt"/>.
/// </summary>
internal sealed class CutDocument : AggregateDocument<CutTaken>
{
    public const string Open = "open";
    public const string Taken = "taken";
    public const string GivenUp = "givenUp";

    public required string Network { get; init; }

    /// <summary>Canonical form of the period.</summary>
    public required string Period { get; init; }

    public required DateOnly AsOf { get; init; }

    public required IReadOnlyList<DeclaredMonth> Declared { get; init; }

    /// <summary>Sites of the network when the cut was asked for, in ordinal order: a newer catalogue does not change a cut under way.</summary>
    public required IReadOnlyList<string> Sites { get; init; }

    /// <summary>When it was published by the asker (UTC).</summary>
    public required DateTime RequestedAt { get; init; }

    /// <summary>When it arrived here (UTC, clock of the database): the limit runs from then, or from the last sign of life.</summary>
    public required DateTime ArrivedAt { get; init; }

    /// <summary>When somebody was last heard to be at work on it (UTC, clock of the database): a source, or this service.</summary>
    [BsonIgnoreIfNull]
    public DateTime? AliveAt { get; init; }

    /// <summary>One of <see cref="Open"/>, <see cref="Taken"/>, <see cref="GivenUp"/>.</summary>
    public required string State { get; init; }

    /// <summary>Set with <see cref="Taken"/>.</summary>
    [BsonIgnoreIfNull]
    public string? RootDigest { get; init; }

    /// <summary>There while anything is left to do for it; it outlasts the end until what the sources stated is cleared away.</summary>
    [BsonIgnoreIfNull]
    public DateTime? WorkSince { get; init; }
}

/// <summary>How far a cut has come at one of its sites.</summary>
internal sealed class CutSiteDocument
{
    /// <summary>Cut and site.</summary>
    [BsonId]
    public required string Id { get; init; }

    public required Guid Cut { get; init; }

    public required string Site { get; init; }

    /// <summary>When records were last asked for again (UTC, clock of the database).</summary>
    [BsonIgnoreIfNull]
    public DateTime? AskedAt { get; init; }

    /// <summary>The site-days asked for then.</summary>
    [BsonIgnoreIfNull]
    public IReadOnlyList<CutAskedDay>? Asked { get; init; }

    /// <summary>What was taken; there once the site is done and its parts are stored.</summary>
    [BsonIgnoreIfNull]
    public CutSiteContent? Taken { get; init; }

    public static string IdOf(Guid cut, string site) => $"{cut:N}|{site}";
}

/// <summary>A day whose records were asked for again.</summary>
/// <param name="Source">The source asked.</param>
/// <param name="Date">Local legal date.</param>
/// <param name="Times">How often in a row.</param>
internal sealed record CutAskedDay(string Source, DateOnly Date, int Times);

/// <summary>What a cut holds of one site.</summary>
internal sealed record CutSiteContent
{
    public required IReadOnlyList<CutPartReference> Parts { get; init; }

    public required IReadOnlyList<BalanceMonth> Balance { get; init; }

    /// <summary>Declared months that did not agree.</summary>
    public required IReadOnlyList<OpenMonth> Open { get; init; }
}

/// <summary>The newest that a source said of a site since a cut was asked for.</summary>
internal sealed class CutStatementDocument
{
    /// <summary>Cut, site and source.</summary>
    [BsonId]
    public required string Id { get; init; }

    public required Guid Cut { get; init; }

    /// <summary>Guards the merging of two messages at once.</summary>
    public required long Version { get; init; }

    /// <summary>When the ledger was read for the answer to the cut (UTC); absent while only single days are known.</summary>
    [BsonIgnoreIfNull]
    public DateTime? StatedAt { get; init; }

    public required IReadOnlyList<CutRow> Rows { get; init; }

    public static string IdOf(Guid cut, string site, string source) => $"{CutSiteDocument.IdOf(cut, site)}|{source}";
}

/// <summary>A site-day as a source stated it.</summary>
/// <param name="ReadAt">When the source read it (UTC).</param>
/// <param name="Row">What it read.</param>
internal sealed record CutRow(DateTime ReadAt, IntakeBalanceRow Row);
