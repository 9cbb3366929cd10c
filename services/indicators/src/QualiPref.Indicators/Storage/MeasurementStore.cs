using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>A measurement as stored.</summary>
internal sealed record StoredMeasurement(Guid Id, int Version, SiteDay Day, MeasurementState State);

/// <summary>Reads measurements; they are written like every other fact.</summary>
internal sealed class MeasurementStore(IndicatorsDatabase database)
{
    /// <summary>Finds measurements by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, StoredMeasurement>> FindAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var keys = ids.Select(id => new FactKey(FactSources.Measurements, id).ToBson());
        var facts = await database.Facts
            .Find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(keys))))
            .ToListAsync(cancellationToken);
        return facts.Select(Read).ToDictionary(measurement => measurement.Id);
    }

    private static StoredMeasurement Read(FactDocument fact) => new(
        FactKey.FromBson(fact.Id).Key,
        fact.Version,
        new SiteDay(fact.Site, fact.Date),
        BsonSerializer.Deserialize<MeasurementState>(fact.Current));
}
