using System.Security.Cryptography;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Keeps bytes that never change under the digest of themselves: writing them twice is writing them once, and whoever knows the digest
/// can tell that they were altered. Nothing is ever removed.
/// </summary>
/// <param name="database">Database of the service.</param>
/// <param name="collection">Name of the collection.</param>
public sealed class ContentStore(IMongoDatabase database, string collection)
{
    private readonly IMongoCollection<StoredContent> _contents = database.GetCollection<StoredContent>(collection);

    /// <summary>The digest under which bytes are kept: SHA-256 in lower-case hexadecimal.</summary>
    /// <param name="bytes">The bytes.</param>
    public static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Stores bytes, journaled, unless they are there already. One round trip.</summary>
    /// <param name="bytes">The bytes, at most 15 MB.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Their digest.</returns>
    public async Task<string> PutAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var content = new StoredContent { Digest = DigestOf(bytes), Bytes = bytes };
        try
        {
            await _contents.InsertOneAsync(content, cancellationToken: cancellationToken);
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            // The same bytes were stored before.
        }
        return content.Digest;
    }

    /// <summary>The bytes kept under a digest, as they are now; null when there are none. One round trip.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <remarks>Compare <see cref="DigestOf"/> of them with the digest asked for before relying on them.</remarks>
    public async Task<byte[]?> FindAsync(string digest, CancellationToken cancellationToken) =>
        (await _contents.Find(content => content.Digest == digest).FirstOrDefaultAsync(cancellationToken))?.Bytes;

    private sealed class StoredContent
    {
        [BsonId]
        public required string Digest { get; init; }

        public required byte[] Bytes { get; init; }
    }
}
