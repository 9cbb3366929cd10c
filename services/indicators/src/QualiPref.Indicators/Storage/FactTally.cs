using MongoDB.Bson;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>
/// Sums the facts of one source on one site-day as the source sums its records, and looks for facts that were altered: whatever a fact
/// holds, reading it never fails.
/// </summary>
internal sealed class FactTally(string source)
{
    private readonly BalanceDigest _digest = new();

    public int Facts { get; private set; }

    /// <summary>Whether a fact fails its hash. Facts without one, or read without it, are not judged.</summary>
    public bool Altered { get; private set; }

    public string Digest => _digest.ToString();

    /// <summary>Adds a fact as stored.</summary>
    /// <returns>Whether it is what was written once.</returns>
    public bool Add(BsonDocument fact)
    {
        Facts++;
        var version = fact.GetValue("version", 0) is { IsNumeric: true } number ? number.ToInt32() : 0;
        var state = fact.GetValue("current", BsonNull.Value) as BsonDocument ?? [];
        _digest.Add(FactKey.FromBson(fact["_id"].AsBsonDocument).Key, version, Counts(state));
        var isSound = !fact.TryGetValue("hash", out var hash) || IsHashOf(hash, fact, version, state);
        Altered |= !isSound;
        return isSound;
    }

    /// <summary>Whether the facts are those that a row tells of.</summary>
    public bool Tells(ToldRow told) => Facts == told.Received && Digest == told.Digest;

    // Every case counts, whatever became of it.
    private bool Counts(BsonDocument state) => source != FactSources.Surveys || state.GetValue("status", "") == AnswerState.Counted;

    private static bool IsHashOf(BsonValue hash, BsonDocument fact, int version, BsonDocument state) =>
        hash is BsonBinaryData bytes
        && bytes.Bytes.AsSpan().SequenceEqual(FactHash.Of(fact["site"].AsString, fact["date"].AsString, version, state));
}
