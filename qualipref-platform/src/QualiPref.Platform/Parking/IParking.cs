using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Platform.Parking;

/// <summary>
/// A place where what cannot go on by itself waits for a person, with its reason, so that its neighbours go on. Nothing leaves it but by
/// having gone on.
/// </summary>
public interface IParking
{
    /// <summary>Its name in addresses, such as <c>responses</c> or <c>facts</c>.</summary>
    string Place { get; }

    /// <summary>What is parked, oldest first.</summary>
    /// <param name="givenUp">Whether those are wanted that were given up, or those that wait for somebody.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<ParkedItem>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken);

    /// <summary>How many wait for somebody.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>Tries one again, also one that was given up.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<Retried> RetryAsync(string id, CancellationToken cancellationToken);

    /// <summary>Notes that somebody gave one up. It stays where it is, and whatever counts it goes on naming it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="decision">Who, when and why.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when it is not there.</returns>
    Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken);
}

/// <summary>What became of trying again.</summary>
public enum Retried
{
    /// <summary>There is no such thing parked.</summary>
    NotParked,

    /// <summary>It is on its way again; if it still cannot go on, it is parked again.</summary>
    OnItsWay,

    /// <summary>It cannot go on: its cause is not mended.</summary>
    StillParked,
}

/// <summary>Something parked.</summary>
/// <param name="Place">Where, one of the service's places.</param>
/// <param name="Id">Its id there.</param>
/// <param name="ParkedAt">Since when (UTC).</param>
/// <param name="Reason">Why; without anything that a document holds.</param>
/// <param name="GivenUp">Whether somebody gave it up.</param>
public sealed record ParkedItem(string Place, string Id, DateTime ParkedAt, string Reason, GivenUp? GivenUp);

/// <summary>Somebody decided that it is not tried again.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="By">Name in the token of whoever did.</param>
/// <param name="Reason">Why.</param>
public sealed record GivenUp(DateTime At, string By, string Reason);

/// <summary>Why something in an outbox was parked; stored beside it.</summary>
public sealed record ParkedMark
{
    /// <summary>Since when it waited to be published (UTC): tried again, it waits since then.</summary>
    public required DateTime PendingSince { get; init; }

    /// <summary>When it was parked (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Types and codes of what was thrown, and messages of our own exceptions.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether somebody gave it up.</summary>
    [BsonIgnoreIfNull]
    public GivenUp? GivenUp { get; init; }
}
