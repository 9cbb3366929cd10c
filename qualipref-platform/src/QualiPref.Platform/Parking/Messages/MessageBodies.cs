using System.Globalization;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>The bodies of parked messages, in pieces: one may be larger than a document can be.</summary>
internal sealed class MessageBodies(IMongoDatabase database)
{
    private const int PieceLength = 8 * 1024 * 1024;

    private static readonly FilterDefinitionBuilder<BodyPiece> Where = Builders<BodyPiece>.Filter;

    private readonly IMongoCollection<BodyPiece> _pieces = database.GetCollection<BodyPiece>("messageBodies");

    /// <summary>Keeps a body, as far as it is not kept yet. One write for each piece.</summary>
    public async Task PutAsync(string message, string digest, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        for (var start = 0; start < body.Length; start += PieceLength)
        {
            var piece = new BodyPiece
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{message}/{digest}/{start / PieceLength:0000}"),
                Bytes = body.Slice(start, Math.Min(PieceLength, body.Length - start)).ToArray(),
            };
            try
            {
                await _pieces.InsertOneAsync(piece, cancellationToken: cancellationToken);
            }
            catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
            {
                // It was kept before: the same id stands for the same bytes.
            }
        }
    }

    /// <summary>A whole body.</summary>
    public async Task<byte[]> ReadAsync(string message, string digest, CancellationToken cancellationToken)
    {
        var pieces = await _pieces.Find(Under($"{message}/{digest}")).SortBy(piece => piece.Id).ToListAsync(cancellationToken);
        var body = new MemoryStream(pieces.Sum(piece => piece.Bytes.Length));
        foreach (var piece in pieces) body.Write(piece.Bytes);
        return body.ToArray();
    }

    /// <summary>The beginning of a body: all of it, or some megabytes.</summary>
    public async Task<byte[]> ReadBeginningAsync(string message, string digest, CancellationToken cancellationToken) =>
        (await _pieces.Find(Under($"{message}/{digest}")).SortBy(piece => piece.Id).FirstOrDefaultAsync(cancellationToken))?.Bytes ?? [];

    /// <summary>Removes all bodies of a message.</summary>
    public Task RemoveAsync(string message, CancellationToken cancellationToken) => _pieces.DeleteManyAsync(Under(message), cancellationToken);

    // Whatever begins with it and a slash; the zero is the next character.
    private static FilterDefinition<BodyPiece> Under(string start) => Where.Gt(piece => piece.Id, $"{start}/") & Where.Lt(piece => piece.Id, $"{start}0");

    private sealed class BodyPiece
    {
        [BsonId]
        public required string Id { get; init; }

        public required byte[] Bytes { get; init; }
    }
}
