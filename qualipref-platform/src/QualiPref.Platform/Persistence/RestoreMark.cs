using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Says that a database is being restored. Whoever restores it sets the mark before anything else and takes it away last: a service that starts meanwhile, or
/// after a restore that was broken off, waits instead of working on a part of what was there.
/// </summary>
public static class RestoreMark
{
    /// <summary>The collection that holds it.</summary>
    public const string Collection = "restoring";

    private static readonly BsonDocument Mark = new("_id", "mark");

    /// <summary>Sets it.</summary>
    /// <param name="database">Database of a service.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static Task SetAsync(IMongoDatabase database, CancellationToken cancellationToken) =>
        Of(database).ReplaceOneAsync(Mark, Mark, new ReplaceOptions { IsUpsert = true }, cancellationToken);

    /// <summary>Takes it away.</summary>
    /// <param name="database">Database of a service.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static Task RemoveAsync(IMongoDatabase database, CancellationToken cancellationToken) => Of(database).Database.DropCollectionAsync(Collection, cancellationToken);

    /// <summary>Whether it is set. One round trip.</summary>
    /// <param name="database">Database of a service.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<bool> IsSetAsync(IMongoDatabase database, CancellationToken cancellationToken) => Of(database).Find(Mark).AnyAsync(cancellationToken);

    /// <summary>Refuses to go on while it is set. One round trip.</summary>
    /// <param name="database">Database of a service.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RestoreUnderWayException">It is set.</exception>
    public static async Task DemandNoneAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        if (await IsSetAsync(database, cancellationToken)) throw new RestoreUnderWayException(database.DatabaseNamespace.DatabaseName);
    }

    private static IMongoCollection<BsonDocument> Of(IMongoDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.GetCollection<BsonDocument>(Collection);
    }
}

/// <summary>A database holds only a part of what is being restored to it.</summary>
/// <param name="database">Its name.</param>
public sealed class RestoreUnderWayException(string database) : Exception(
    $"Database {database} is being restored, or a restore was broken off. This goes on by itself when it has ended; one that was broken off has to be run again with --replace.");
