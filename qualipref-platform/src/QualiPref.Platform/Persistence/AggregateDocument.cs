using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Http;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Platform.Persistence;

/// <summary>A message that waits inside the document whose change it tells.</summary>
/// <typeparam name="TMessage">The contract.</typeparam>
public sealed class OutboxEntry<TMessage> where TMessage : class
{
    /// <summary>Id of the message: UUIDv5 of the document's id and version.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>Version of the document that the message tells; 0 in entries written before it was kept.</summary>
    public long Version { get; init; }

    /// <summary>The message.</summary>
    public required TMessage Body { get; init; }

    /// <summary>W3C trace context of the request that caused it; absent when that was not traced.</summary>
    [BsonIgnoreIfNull]
    public string? TraceParent { get; init; }

    /// <summary>The site-day that the document is no longer counted on from this version on; absent when it did not move.</summary>
    [BsonIgnoreIfNull]
    public SiteDay? Left { get; init; }
}

/// <summary>Makes outbox entries.</summary>
public static class OutboxEntry
{
    /// <summary>The entry for one version of a document; its id is the same whenever it is made again.</summary>
    /// <typeparam name="TMessage">The contract.</typeparam>
    /// <param name="aggregate">Id of the document.</param>
    /// <param name="version">The version that the message tells.</param>
    /// <param name="body">The message.</param>
    /// <param name="left">The site-day that this version moved the document away from, if it did.</param>
    public static OutboxEntry<TMessage> For<TMessage>(Guid aggregate, long version, TMessage body, SiteDay? left = null) where TMessage : class => new()
    {
        Id = Uuid5.Create(aggregate, FormattableString.Invariant($"version {version}")),
        Version = version,
        Body = body,
        TraceParent = TraceContext.Current,
        Left = left,
    };
}

/// <summary>
/// A document that is changed step by step and keeps its unpublished messages inside: one update commits both. Write it only with
/// filtered updates that push to <see cref="Outbox"/> and set <see cref="OutboxSince"/>; replacing it would revive messages already sent.
/// </summary>
/// <typeparam name="TMessage">The contract that tells its changes.</typeparam>
public abstract class AggregateDocument<TMessage> where TMessage : class
{
    /// <summary>The id.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>Version of the content, 1 at first.</summary>
    public required long Version { get; set; }

    /// <summary>Messages not yet published, oldest first.</summary>
    public List<OutboxEntry<TMessage>> Outbox { get; init; } = [];

    /// <summary>Since when something is in <see cref="Outbox"/> (UTC); absent when it is empty.</summary>
    [BsonIgnoreIfNull]
    public DateTime? OutboxSince { get; set; }

    /// <summary>Messages that could not be published and wait for a person; absent without any.</summary>
    [BsonIgnoreIfNull]
    public IReadOnlyList<ParkedEntry<TMessage>>? Parked { get; init; }
}

/// <summary>An entry that could not be published.</summary>
/// <typeparam name="TMessage">The contract.</typeparam>
/// <param name="Entry">The entry.</param>
/// <param name="Mark">Why.</param>
public sealed record ParkedEntry<TMessage>(OutboxEntry<TMessage> Entry, ParkedMark Mark) where TMessage : class;

/// <summary>An entry and the document that holds it.</summary>
/// <typeparam name="TMessage">The contract.</typeparam>
/// <param name="Holder">Id of the document.</param>
/// <param name="Since">Since when something waits in it (UTC).</param>
/// <param name="Entry">The entry.</param>
public sealed record HeldEntry<TMessage>(Guid Holder, DateTime Since, OutboxEntry<TMessage> Entry) where TMessage : class;
