using System.Buffers.Binary;
using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Indicators.Storage;

/// <summary>
/// Which dirty facts a cell counts already: written with the cell, before their marks are cleared. Whoever finds a mark that a death left knows by it that
/// the fact is not to be counted again.
/// </summary>
internal sealed class SettledFacts
{
    private const int Entry = 1 + 16 + 4;

    /// <summary>The <see cref="CellDocument.Pass"/> that wrote it. A cell of another pass was written by a release that knew nothing of this.</summary>
    public required long Pass { get; init; }

    /// <summary>For each fact 21 bytes: its source as a place in <see cref="FactSources.All"/>, its key, the version that is counted (little endian).</summary>
    [BsonElement("facts")]
    public required byte[] Packed { get; init; }

    [BsonIgnore]
    public int Count => Packed.Length / Entry;

    public static SettledFacts Of(long pass, IReadOnlyCollection<(BsonValue Id, int Version)> facts)
    {
        var packed = new byte[facts.Count * Entry];
        var rest = packed.AsSpan();
        foreach (var (id, version) in facts)
        {
            rest[0] = (byte)Array.IndexOf(FactSources.All, id["source"].AsString);
            id["key"].AsGuid.TryWriteBytes(rest[1..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest[17..], version);
            rest = rest[Entry..];
        }
        return new SettledFacts { Pass = pass, Packed = packed };
    }

    /// <summary>The version that is counted of each fact, by id as stored.</summary>
    public Dictionary<BsonValue, int> ToVersions()
    {
        var versions = new Dictionary<BsonValue, int>(Count);
        for (var at = 0; at < Packed.Length; at += Entry)
        {
            var key = new FactKey(FactSources.All[Packed[at]], new Guid(Packed.AsSpan(at + 1, 16)));
            versions[key.ToBson()] = BinaryPrimitives.ReadInt32LittleEndian(Packed.AsSpan(at + 17));
        }
        return versions;
    }
}
