using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace QualiPref.Tool.Backup;

/// <summary>Reads a backup from its beginning to its end, and refuses one that is not whole or not as it was written; see <see cref="BackupFormat"/>.</summary>
internal sealed class BackupReader : IDisposable
{
    private readonly GZipStream _packed;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, long> _counts = [];

    /// <summary>Reads how a backup begins.</summary>
    /// <param name="source">Its bytes; it stays open.</param>
    /// <exception cref="RefusedException">It is no backup that can be read.</exception>
    public BackupReader(Stream source)
    {
        _packed = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
        Header = BackupHeader.Of(Parsed(Next()));
    }

    /// <summary>How it begins.</summary>
    public BackupHeader Header { get; }

    /// <summary>Reads everything and says what it holds.</summary>
    /// <param name="source">Its bytes.</param>
    /// <exception cref="RefusedException">It is not what was written, or of another version.</exception>
    public static BackupContents Verify(Stream source)
    {
        using var reader = new BackupReader(source);
        var unplaced = new UnplacedAnswers();
        while (reader.NextCollection() is { } collection)
        {
            while (reader.NextDocument(collection) is { } document) Look(unplaced, collection, document);
        }
        var unknown = reader._counts.Keys.Except(Collections.Kept.Concat(Collections.Former).Select(one => one.ToString())).ToList();
        return unknown.Count == 0
            ? new BackupContents(reader.Header, reader._counts, unplaced.Count)
            : throw new RefusedException(
                $"The backup holds {string.Join(", ", unknown)}, which this tool does not know. It was taken by version {reader.Header.Code}: restore it with the tool of that version.");
    }

    /// <summary>Goes on to the next collection; null at the end, once all that was read is known to be what was written.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public Collection? NextCollection()
    {
        var before = Convert.ToHexStringLower(_hash.GetCurrentHash());
        var next = Parsed(Next());
        if (!next.TryGetValue(BackupFormat.Heading, out var heading))
        {
            DemandEnd(next, before);
            return null;
        }
        if (heading is not BsonString { Value: var name } || name.Split('.', 2) is not [var service, var collection] || !_counts.TryAdd(name, 0)) throw new DamagedException();
        return new Collection(service, collection);
    }

    /// <summary>The next document of the present collection; null at its end.</summary>
    /// <exception cref="RefusedException">The backup is not whole.</exception>
    public byte[]? NextDocument(Collection collection)
    {
        var document = Next();
        if (document.Length == BackupFormat.Empty.Length) return null;
        _counts[collection.ToString()]++;
        return document;
    }

    public void Dispose()
    {
        _packed.Dispose();
        _hash.Dispose();
    }

    private void DemandEnd(BsonDocument end, string digest)
    {
        var isWhole = end.GetValue(BackupFormat.Digest, "") == digest
            && end.GetValue(BackupFormat.Counts, new BsonDocument()) is BsonDocument counts
            && counts.ElementCount == _counts.Count
            && counts.All(count => count.Value.IsNumeric && _counts.TryGetValue(count.Name, out var read) && read == count.Value.ToInt64());
        if (!isWhole || _packed.ReadByte() >= 0) throw new DamagedException();
    }

    private byte[] Next()
    {
        try
        {
            Span<byte> prefix = stackalloc byte[4];
            _packed.ReadExactly(prefix);
            var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            if (length < BackupFormat.Empty.Length || length > BackupFormat.LargestDocument) throw new DamagedException();
            var document = new byte[length];
            prefix.CopyTo(document);
            _packed.ReadExactly(document.AsSpan(prefix.Length));
            _hash.AppendData(document);
            return document;
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            throw new DamagedException();
        }
    }

    private static BsonDocument Parsed(byte[] document) => Reading(() => BsonSerializer.Deserialize<BsonDocument>(document));

    private static void Look(UnplacedAnswers unplaced, Collection collection, byte[] document)
    {
        using var raw = new RawBsonDocument(document);
        Reading(() => unplaced.Note(collection, raw));
    }

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is BsonException or FormatException or EndOfStreamException or ArgumentException or OverflowException or InvalidCastException)
        {
            throw new DamagedException();
        }
    }
}

/// <summary>What a backup holds.</summary>
/// <param name="Header">How it begins.</param>
/// <param name="Documents">How many documents of each collection.</param>
/// <param name="Unplaced">How many answers name no site.</param>
internal sealed record BackupContents(BackupHeader Header, IReadOnlyDictionary<string, long> Documents, long Unplaced)
{
    /// <summary>Answers that were received.</summary>
    public long Responses => Documents.GetValueOrDefault(UnplacedAnswers.Collection);

    /// <summary>Complaints, suggestions and thanks that were received.</summary>
    public long Cases => Documents.GetValueOrDefault("complaints.cases");
}
