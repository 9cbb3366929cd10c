using MongoDB.Bson;

namespace QualiPref.Platform.Persistence;

/// <summary>The indexes that the outbox sweeps rely on: they hold only what still waits.</summary>
public static class OutboxIndexes
{
    /// <summary>For collections of <see cref="LedgerDocument{TId}"/>.</summary>
    public static RequiredIndex Ledger { get; } = OnPresence("pendingSince");

    /// <summary>For collections of <see cref="AggregateDocument{TMessage}"/>.</summary>
    public static RequiredIndex Aggregate { get; } = OnPresence("outboxSince");

    private static RequiredIndex OnPresence(string field) =>
        new(field, new BsonDocument(field, 1), Only: new BsonDocument(field, new BsonDocument("$exists", true)));
}
