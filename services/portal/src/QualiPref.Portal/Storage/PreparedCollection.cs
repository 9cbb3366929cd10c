using MongoDB.Driver;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;

namespace QualiPref.Portal.Storage;

/// <summary>
/// A collection of the portal's database whose indexes are made at its first use and not at the start: pages of the public and kiosks wait for no database of the portal. While that is
/// being restored nobody uses it.
/// </summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="databases">The databases.</param>
/// <param name="name">Name of the collection.</param>
/// <param name="indexes">The indexes.</param>
internal sealed class PreparedCollection<T>(MongoDatabases databases, string name, params IReadOnlyCollection<RequiredIndex> indexes) : IDisposable
{
    private readonly SemaphoreSlim _preparing = new(1);
    private IMongoCollection<T>? _prepared;

    /// <summary>The collection; some round trips the first time, and none from then on.</summary>
    /// <exception cref="RestoreUnderWayException">It is being restored.</exception>
    public async ValueTask<IMongoCollection<T>> OpenAsync(CancellationToken cancellationToken)
    {
        if (_prepared is { } prepared) return prepared;
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_prepared is { } meanwhile) return meanwhile;
            var database = databases.For(QualiPrefHost.Portal);
            await RestoreMark.DemandNoneAsync(database, cancellationToken);
            var collection = database.GetCollection<T>(name);
            await Indexes.EnsureAsync(collection, indexes, cancellationToken);
            return _prepared = collection;
        }
        finally
        {
            _preparing.Release();
        }
    }

    public void Dispose() => _preparing.Dispose();
}
