using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Parking;

namespace QualiPref.Indicators.Storage;

/// <summary>An item that cannot be counted as it is, kept with its reason until the catalogue knows its site or somebody mends its cause.</summary>
internal sealed class ParkedDocument
{
    /// <summary>Source, id and version: a redelivery parks nothing twice.</summary>
    [BsonId]
    public required BsonDocument Id { get; init; }

    public required string Reason { get; init; }

    /// <summary>Since when it waits for somebody; until then, where that is still to come, it is held.</summary>
    public required DateTime ParkedAt { get; init; }

    /// <summary>The site that the catalogue did not know: once it does, the item is tried again. Absent where something else is wrong.</summary>
    [BsonIgnoreIfNull]
    public string? Awaits { get; init; }

    /// <summary>Site that the item says; absent from what was parked before it was kept, until its source sends it again.</summary>
    [BsonIgnoreIfNull]
    public string? Site { get; init; }

    /// <summary>Local legal date that the item says; absent like the site.</summary>
    [BsonIgnoreIfNull]
    public DateOnly? Date { get; init; }

    /// <summary>The item as it came; like every message it holds codes, dates and numbers only.</summary>
    public required BsonDocument Item { get; init; }

    /// <summary>Whether somebody gave it up.</summary>
    [BsonIgnoreIfNull]
    public GivenUp? GivenUp { get; init; }
}
