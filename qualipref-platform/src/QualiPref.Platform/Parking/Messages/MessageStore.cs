using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>Keeps the messages that a service could not take, and knows again those that come back after they were tried once more.</summary>
internal sealed class MessageStore(IMongoDatabase database, TimeProvider time) : IStorageSetup
{
    private const int ForgottenAtOnce = 100;

    private static readonly FilterDefinitionBuilder<MessageDocument> Where = Builders<MessageDocument>.Filter;

    private static readonly UpdateDefinitionBuilder<MessageDocument> Update = Builders<MessageDocument>.Update;

    private static readonly RequiredIndex[] RequiredIndexes =
    [
        new("parked", new BsonDocument("parked.at", 1), Only: new BsonDocument("parked", new BsonDocument("$exists", true))),
        new("goneAt", new BsonDocument("goneAt", 1), Only: new BsonDocument("goneAt", new BsonDocument("$exists", true))),
    ];

    // The index's condition and its key: without both the engine would read all documents.
    private static readonly FilterDefinition<MessageDocument> IsParked = Where.Exists(message => message.Parked) & Where.Gt(message => message.Parked!.At, DateTime.UnixEpoch);

    private readonly IMongoCollection<MessageDocument> _messages = database.GetCollection<MessageDocument>("messages");
    private readonly MessageBodies _bodies = new(database);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task PrepareAsync(CancellationToken cancellationToken) => Indexes.EnsureAsync(_messages, RequiredIndexes, cancellationToken);

    /// <summary>Whether the database answers. One round trip.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellationToken);

    /// <summary>Keeps a message that waits for somebody from now on. What was kept already, or came back under its former id, is kept once.</summary>
    public async Task KeepAsync(TakenMessage taken, CancellationToken cancellationToken)
    {
        var message = taken.Document;
        if (taken.Again is { } again && await IsKnownAsync(again, message, cancellationToken)) return;
        // The body first: nobody sees a message without one.
        await _bodies.PutAsync(message.Id, message.Digest, taken.Body, cancellationToken);
        try
        {
            await _messages.InsertOneAsync(message, cancellationToken: cancellationToken);
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            // Kept before. One that was tried again since is shown once more, if only by a late redelivery: rather twice than not at all.
            await _messages.UpdateOneAsync(Where.Eq(kept => kept.Id, message.Id) & Where.Exists(kept => kept.GoneAt), Back(message), cancellationToken: cancellationToken);
        }
    }

    /// <summary>Parked messages, oldest first.</summary>
    public async Task<IReadOnlyList<(string Id, ParkedMessage Why)>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken)
    {
        var parked = await _messages.Find(Parked(givenUp)).SortBy(message => message.Parked!.At).Limit(most)
            .Project(message => new { message.Id, message.Parked }).ToListAsync(cancellationToken);
        return [.. parked.Select(message => (message.Id, message.Parked!))];
    }

    /// <summary>How many wait for somebody.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => _messages.CountDocumentsAsync(Parked(givenUp: false), cancellationToken: cancellationToken);

    /// <summary>One that is parked.</summary>
    public async Task<MessageDocument?> FindAsync(string id, CancellationToken cancellationToken) =>
        await _messages.Find(Where.Eq(message => message.Id, id) & IsParked).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The body of a message.</summary>
    public Task<byte[]> ReadBodyAsync(MessageDocument message, CancellationToken cancellationToken) => _bodies.ReadAsync(message.Id, message.Digest, cancellationToken);

    /// <summary>The beginning of one of the bodies of a message.</summary>
    public Task<byte[]> ReadBeginningAsync(MessageDocument message, BodyName body, CancellationToken cancellationToken) =>
        _bodies.ReadBeginningAsync(message.Id, body.Digest, cancellationToken);

    /// <summary>Notes that one is on its way again, unless it has come back meanwhile.</summary>
    public Task LeaveAsync(MessageDocument message, CancellationToken cancellationToken) => _messages.UpdateOneAsync(
        Where.Eq(kept => kept.Id, message.Id) & Where.Eq(kept => kept.Tries, message.Tries),
        Update.Inc(kept => kept.Tries, 1).Set(kept => kept.GoneAt, Now).Unset(kept => kept.Parked),
        cancellationToken: cancellationToken);

    /// <summary>Notes that one was given up.</summary>
    public async Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken) => (await _messages.UpdateOneAsync(
        Where.Eq(message => message.Id, id) & IsParked, Update.Set(message => message.Parked!.GivenUp, decision), cancellationToken: cancellationToken)).MatchedCount == 1;

    /// <summary>Puts another body in the place of a message's.</summary>
    /// <returns>False when the message is no longer as it was read.</returns>
    public async Task<bool> MendAsync(MessageDocument message, byte[] body, string? contentType, Mending mending, CancellationToken cancellationToken)
    {
        await _bodies.PutAsync(message.Id, mending.DigestAfter, body, cancellationToken);
        var mended = await _messages.UpdateOneAsync(
            Where.Eq(kept => kept.Id, message.Id) & Where.Eq(kept => kept.Version, message.Version) & IsParked,
            Update.Inc(kept => kept.Version, 1).Set(kept => kept.Digest, mending.DigestAfter).Set(kept => kept.Bytes, body.Length)
                .Set(kept => kept.ContentType, contentType).Push(kept => kept.Mendings, mending),
            cancellationToken: cancellationToken);
        return mended.MatchedCount == 1;
    }

    /// <summary>Removes some of those that have been on their way since before a moment: they were taken.</summary>
    public async Task ForgetAsync(DateTime before, CancellationToken cancellationToken)
    {
        var taken = await _messages.Find(message => message.GoneAt < before).Limit(ForgottenAtOnce).Project(message => message.Id).ToListAsync(cancellationToken);
        foreach (var id in taken)
        {
            var removed = await _messages.DeleteOneAsync(Where.Eq(message => message.Id, id) & Where.Exists(message => message.GoneAt), cancellationToken);
            if (removed.DeletedCount == 1) await _bodies.RemoveAsync(id, cancellationToken);
        }
    }

    // A copy of an earlier time, delivered late, says nothing new: what became of the later one counts. With another body it is another message.
    private async Task<bool> IsKnownAsync(TriedAgain again, MessageDocument message, CancellationToken cancellationToken)
    {
        var same = Where.Eq(kept => kept.Id, again.Id) & Where.Eq(kept => kept.Digest, message.Digest);
        var isNew = Where.Lt(kept => kept.Tries, again.Number) | (Where.Eq(kept => kept.Tries, again.Number) & Where.Exists(kept => kept.GoneAt));
        var back = await _messages.UpdateOneAsync(same & isNew, Back(message).Set(kept => kept.Tries, again.Number), cancellationToken: cancellationToken);
        return back.MatchedCount == 1 || await _messages.Find(same).AnyAsync(cancellationToken);
    }

    private static UpdateDefinition<MessageDocument> Back(MessageDocument message) =>
        Update.Set(kept => kept.Parked, message.Parked).Set(kept => kept.TakenFrom, message.TakenFrom).Unset(kept => kept.GoneAt);

    private static FilterDefinition<MessageDocument> Parked(bool givenUp) => IsParked & Where.Exists(message => message.Parked!.GivenUp, givenUp);
}
