using System.IO.Compression;
using System.Security.Cryptography;
using MongoDB.Bson;

namespace QualiPref.Tool.Backup;

/// <summary>Writes a backup, document by document; see <see cref="BackupFormat"/>.</summary>
internal sealed class BackupWriter : IDisposable
{
    private readonly GZipStream _packed;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly BsonDocument _counts = [];

    /// <summary>Begins a backup.</summary>
    /// <param name="target">Where to; it stays open.</param>
    /// <param name="header">How it begins.</param>
    public BackupWriter(Stream target, BackupHeader header)
    {
        // The lightest: a tenth more bytes, and the processor is what a backup under load takes from others.
        _packed = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
        Write(header.ToBson());
    }

    /// <summary>Begins a collection.</summary>
    public void Begin(Collection collection) => Write(new BsonDocument(BackupFormat.Heading, collection.ToString()));

    /// <summary>Adds a document of the present collection, as it is stored.</summary>
    public void Add(RawBsonDocument document)
    {
        var bytes = document.Slice;
        for (var at = 0; at < bytes.Length;)
        {
            var piece = bytes.AccessBackingBytes(at);
            var length = Math.Min(piece.Count, bytes.Length - at);
            Write(piece.AsSpan(0, length));
            at += length;
        }
    }

    /// <summary>Ends the present collection.</summary>
    public void End(Collection collection, long documents)
    {
        Write(BackupFormat.Empty);
        _counts.Add(collection.ToString(), documents);
    }

    /// <summary>Ends the backup: one that is not ended so is refused.</summary>
    public void Complete()
    {
        var digest = Convert.ToHexStringLower(_hash.GetCurrentHash());
        Write(new BsonDocument { [BackupFormat.Counts] = _counts, [BackupFormat.Digest] = digest });
    }

    public void Dispose()
    {
        _packed.Dispose();
        _hash.Dispose();
    }

    private void Write(BsonDocument document) => Write(document.ToBson());

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _packed.Write(bytes);
    }
}
