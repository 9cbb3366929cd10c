using System.Buffers.Binary;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>A fact as a cut takes it: its present version, and what that says.</summary>
internal sealed record CutFact(CutEntry Entry, DateOnly Date, BsonDocument State);

/// <summary>One version of a fact, present or past, as it is stored now: also one that somebody altered by hand can be read.</summary>
/// <param name="Version">Its number; 0 when that cannot be read.</param>
/// <param name="Day">Text of its <see cref="SiteDay"/>.</param>
/// <param name="State">What it says.</param>
/// <param name="Hash">Its <see cref="FactHash"/>.</param>
internal sealed record FactVersion(int Version, string Day, BsonDocument State, UInt128 Hash);

/// <summary>Reads facts for cuts.</summary>
internal sealed class CutFactReader(IndicatorsDatabase database)
{
    /// <summary>Most ids in one read.</summary>
    public const int IdsPerRead = 1_000;

    private static readonly BsonDocument WithoutThePast = new() { ["site"] = 1, ["date"] = 1, ["version"] = 1, ["current"] = 1 };

    private static readonly BsonDocument AllVersions = new() { ["site"] = 1, ["date"] = 1, ["version"] = 1, ["current"] = 1, ["past"] = 1 };

    /// <summary>All facts of a site within a span of days: one query, of which no more than a batch is in memory.</summary>
    public async Task ReadAsync(string site, DateOnly from, DateOnly to, Action<CutFact> take, CancellationToken cancellationToken)
    {
        using var facts = await database.Facts
            .Find(fact => fact.Site == site && fact.Date >= from && fact.Date <= to, new FindOptions { BatchSize = LongReads.BatchSize })
            .Project(WithoutThePast)
            .ToCursorAsync(cancellationToken);
        await facts.ForEachAsync(
            fact =>
            {
                var now = VersionOf(fact, "current");
                var key = FactKey.FromBson(fact["_id"].AsBsonDocument);
                take(new CutFact(CutEntry.Of(key, now.Version, now.Hash), SiteDay.Parse(now.Day).Date, now.State));
            },
            cancellationToken);
    }

    /// <summary>Every version of some facts, the present one last. Facts that do not exist are absent.</summary>
    /// <param name="keys">At most <see cref="IdsPerRead"/> ids.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<FactKey, IReadOnlyList<FactVersion>>> FindVersionsAsync(
        IEnumerable<FactKey> keys, CancellationToken cancellationToken)
    {
        var facts = await database.Facts
            .Find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(keys.Select(key => key.ToBson())))))
            .Project(AllVersions)
            .ToListAsync(cancellationToken);
        return facts.ToDictionary(fact => FactKey.FromBson(fact["_id"].AsBsonDocument), VersionsOf);
    }

    private static IReadOnlyList<FactVersion> VersionsOf(BsonDocument fact)
    {
        var past = fact.GetValue("past", BsonNull.Value) as BsonArray ?? [];
        return [.. past.OfType<BsonDocument>().Select(version => VersionOf(version, "state")), VersionOf(fact, "current")];
    }

    private static FactVersion VersionOf(BsonDocument stored, string stateField)
    {
        var site = stored.GetValue("site", "").ToString()!;
        var date = stored.GetValue("date", "").ToString()!;
        var version = stored.GetValue("version", 0) is { IsNumeric: true } number ? number.ToInt32() : 0;
        var state = stored.GetValue(stateField, BsonNull.Value) as BsonDocument ?? [];
        var hash = BinaryPrimitives.ReadUInt128BigEndian(FactHash.Of(site, date, version, state));
        return new FactVersion(version, $"{site}{SiteDay.Separator}{date}", state, hash);
    }
}
