using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>Keeps what could not be counted.</summary>
internal sealed class ParkedStore(IndicatorsDatabase database)
{
    /// <summary>Parks items; those parked before stay as they are.</summary>
    public async Task ParkAsync(IReadOnlyList<ParkedDocument> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0) return;
        try
        {
            await database.Parked.InsertManyAsync(items, new InsertManyOptions { IsOrdered = false }, cancellationToken);
        }
        catch (MongoBulkWriteException exception)
            when (exception.WriteConcernError is null && exception.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey))
        {
            // A redelivery: they are parked already.
        }
    }
}
