using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Indicators.Storage;

/// <summary>What a source says of one of its site-days.</summary>
internal sealed record ToldRow
{
    public required int Received { get; init; }

    public required int Counted { get; init; }

    public required int SetAside { get; init; }

    public required int Discarded { get; init; }

    public required int Abandoned { get; init; }

    public required int Voided { get; init; }

    public required int Pending { get; init; }

    /// <summary>Of those pending, the ones that could not be published and wait for a person.</summary>
    [BsonIgnoreIfDefault]
    public int Parked { get; init; }

    public required string Digest { get; init; }

    /// <summary>A site-day of which the source said nothing.</summary>
    public static ToldRow Nothing { get; } = new()
    {
        Received = 0,
        Counted = 0,
        SetAside = 0,
        Discarded = 0,
        Abandoned = 0,
        Voided = 0,
        Pending = 0,
        Digest = new string('0', 16),
    };
}

/// <summary>Names a row.</summary>
/// <param name="Source"><see cref="FactSources.Surveys"/> or <see cref="FactSources.Complaints"/>.</param>
/// <param name="Day">The site-day.</param>
internal readonly record struct BalanceRowKey(string Source, SiteDay Day)
{
    /// <summary>The id in the database, <c>surveys|91-EVRY|2026-07-03</c>.</summary>
    public override string ToString() => $"{Source}{SiteDay.Separator}{Day}";
}

/// <summary>One source and site-day: what the source said last, and how the facts compared with it.</summary>
internal sealed record BalanceRowDocument
{
    /// <summary>Text of the <see cref="BalanceRowKey"/>.</summary>
    [BsonId]
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Site { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>When the source read what it says, by its database's clock; the beginning of time when it said nothing yet.</summary>
    public required DateTime ReadAt { get; init; }

    public required ToldRow Told { get; init; }

    /// <summary>
    /// Grows with each change of what was told, of the facts, and of the outcome. An outcome is written only if it did not grow since
    /// the row was read, so an older comparison never closes a newer row.
    /// </summary>
    public required long Revision { get; init; }

    /// <summary>When something to compare changed last.</summary>
    public required DateTime ChangedAt { get; init; }

    /// <summary>The same while it is not compared yet; absent afterwards.</summary>
    [BsonIgnoreIfNull]
    public DateTime? Due { get; init; }

    [BsonIgnoreIfNull]
    public DateTime? ComparedAt { get; init; }

    /// <summary>Facts held when it was compared last.</summary>
    public required int Facts { get; init; }

    /// <summary>Whether a fact of the day failed its hash when that was checked last.</summary>
    public bool Altered { get; init; }

    /// <summary>Whether nothing was pending and the facts were those told.</summary>
    public required bool Agrees { get; init; }

    /// <summary>Since when it disagrees.</summary>
    [BsonIgnoreIfNull]
    public DateTime? OpenSince { get; init; }

    /// <summary>How often the source was asked for the day since then.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is to be asked again unless the day agrees by then; absent while it agrees.</summary>
    [BsonIgnoreIfNull]
    public DateTime? AskAt { get; init; }

    public BalanceRowKey Key => new(Source, new SiteDay(Site, Date));
}
