using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Indicators.Storage;

/// <summary>Where a fact comes from.</summary>
internal static class FactSources
{
    public const string Surveys = "surveys";
    public const string Complaints = "complaints";
    public const string Measurements = "measurements";

    /// <summary>All of them. <see cref="SettledFacts"/> keeps their places: a further one comes last.</summary>
    public static readonly string[] All = [Surveys, Complaints, Measurements];

    /// <summary>Those that tell what they hold; measurements have no other home than here.</summary>
    public static readonly string[] Told = [Surveys, Complaints];
}

/// <summary>Id of a fact. Clients choose the ids of answers and cases, so one id may name one of each.</summary>
/// <param name="Source">One of <see cref="FactSources"/>.</param>
/// <param name="Key">Id of the answer, case or measurement.</param>
internal sealed record FactKey(string Source, Guid Key)
{
    // Written by hand: this is a sort key too, so the order of its fields matters.
    public BsonDocument ToBson() => new() { ["source"] = Source, ["key"] = new BsonBinaryData(Key, GuidRepresentation.Standard) };

    public static FactKey FromBson(BsonDocument id) => new(id["source"].AsString, id["key"].AsGuid);
}

/// <summary>One fact as it arrives: complete in itself.</summary>
internal sealed record Fact
{
    public required FactKey Id { get; init; }

    public required int Version { get; init; }

    public required SiteDay Day { get; init; }

    public required FactState State { get; init; }

    /// <summary>W3C trace parent of what brings it: the write may be done by another, for several at once.</summary>
    public string? Cause { get; init; } = TraceContext.Current;

    public BsonDocument StateAsBson() => State.ToBsonDocument(State.GetType());

    /// <summary>The date as stored.</summary>
    public string DateAsText() => FormattableString.Invariant($"{Day.Date:yyyy-MM-dd}");

    /// <summary>Fingerprint of what this version says.</summary>
    public byte[] Hash() => FactHash.Of(Day.Site, DateAsText(), Version, StateAsBson());
}

/// <summary>
/// One answer, case or measurement as stored: its newest version, every version that counted before, and the site-days whose cells do
/// not know it yet. <see cref="Dirty"/> is written with the fact itself, so no death can separate the two.
/// </summary>
internal sealed class FactDocument
{
    /// <summary>
    /// In a dirty fact that was overruled, another value each time: the version may be the one from before, so it alone does not say whether the fact is still the
    /// one that a recomputation noted. Goes with the last mark.
    /// </summary>
    public const string OverruledField = "overruled";

    [BsonId]
    public required BsonDocument Id { get; init; }

    public required string Site { get; init; }

    public required DateOnly Date { get; init; }

    public required int Version { get; init; }

    public required BsonDocument Current { get; init; }

    /// <summary><see cref="FactHash"/> of this version; absent from facts written before there were any: unknown, not wrong.</summary>
    [BsonIgnoreIfNull]
    public byte[]? Hash { get; init; }

    [BsonIgnoreIfNull]
    public IReadOnlyList<BsonDocument>? Past { get; init; }

    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? Dirty { get; init; }

    /// <summary>
    /// What cells have counted of it before it became dirty: <c>{ day, version, state }</c> for each marked site-day that it was on, empty when it is new. Goes with the last
    /// mark. A dirty fact without it says nothing of that, so that its days are counted as a whole.
    /// </summary>
    [BsonIgnoreIfNull]
    public IReadOnlyList<BsonDocument>? Known { get; init; }

    /// <summary>W3C trace parents of what made it dirty, as far as that was traced; goes with the last mark.</summary>
    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? Causes { get; init; }

    public static FactDocument Of(Fact fact) => new()
    {
        Id = fact.Id.ToBson(),
        Site = fact.Day.Site,
        Date = fact.Day.Date,
        Version = fact.Version,
        Current = fact.StateAsBson(),
        Hash = fact.Hash(),
        Dirty = [fact.Day.ToString()],
        Known = [],
        Causes = fact.Cause is { } cause ? [cause] : null,
    };
}
