using MongoDB.Bson;

namespace QualiPref.Platform.Persistence;

/// <summary>The indexes that the outbox sweeps rely on: they hold only what still waits.</summary>
public static class OutboxIndexes
{
    /// <summary>For collections of <see cref="LedgerDocument{TId}"/>.</summary>
    public static RequiredIndex Ledger { get; } = OnPresence("pendingSince");

    /// <summary>For collections of <see cref="AggregateDocument{TMessage}"/>.</summary>
    public static RequiredIndex Aggregate { get; } = OnPresence("outboxSince");

    /// <summary>For collections of <see cref="LedgerDocument{TId}"/>: what is parked, oldest first.</summary>
    public static RequiredIndex ParkedInLedger { get; } = OnPresence("parked", "parked.at");

    /// <summary>For collections of <see cref="AggregateDocument{TMessage}"/>: what is parked, oldest first.</summary>
    public static RequiredIndex ParkedInAggregate { get; } = OnPresence("parked", "parked.mark.at");

    private static RequiredIndex OnPresence(string field, string? key = null) =>
        new(field, new BsonDocument(key ?? field, 1), Only: new BsonDocument(field, new BsonDocument("$exists", true)));
}
