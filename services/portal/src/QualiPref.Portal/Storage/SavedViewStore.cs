using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Portal.Storage;

/// <summary>A list of the desk that somebody comes back to.</summary>
/// <param name="Name">What they call it.</param>
/// <param name="Query">The query of its page.</param>
internal sealed record SavedView(string Name, string Query)
{
    /// <summary>Most characters of a name and of a query, and most lists of a person.</summary>
    public const int LongestName = 40, LongestQuery = 1_000, MostOfAPerson = 20;
}

/// <summary>The lists that persons keep for themselves. Nobody else reads them.</summary>
internal sealed class SavedViewStore(MongoDatabases databases) : IDisposable
{
    private static readonly FilterDefinitionBuilder<SavedViews> Where = Builders<SavedViews>.Filter;

    private readonly PreparedCollection<SavedViews> _views = new(databases, "savedViews");

    /// <summary>The lists of a person, in the order in which they were kept. One round trip.</summary>
    public async Task<IReadOnlyList<SavedView>> ReadAsync(Guid person, CancellationToken cancellationToken) =>
        (await (await _views.OpenAsync(cancellationToken)).Find(one => one.Person == person).FirstOrDefaultAsync(cancellationToken))?.Views ?? [];

    /// <summary>Keeps a list, in the place of the one of that name. One round trip, two for a new name.</summary>
    /// <returns>False when the person has as many as they may have.</returns>
    public async Task<bool> TryKeepAsync(Guid person, SavedView view, CancellationToken cancellationToken)
    {
        var views = await _views.OpenAsync(cancellationToken);
        var named = Where.Eq(one => one.Person, person) & Where.ElemMatch(one => one.Views, one => one.Name == view.Name);
        if ((await views.UpdateOneAsync(named, Builders<SavedViews>.Update.Set("views.$", view), cancellationToken: cancellationToken)).MatchedCount > 0) return true;
        try
        {
            await views.UpdateOneAsync(
                Where.Eq(one => one.Person, person) & Where.Not(Where.ElemMatch(one => one.Views, one => one.Name == view.Name)) & Where.Exists($"views.{SavedView.MostOfAPerson - 1}", exists: false),
                Builders<SavedViews>.Update.Push(one => one.Views, view), new UpdateOptions { IsUpsert = true }, cancellationToken);
            return true;
        }
        catch (MongoException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            // They are all there, or another window of the person was quicker with the same name: it says so when they look.
            return (await ReadAsync(person, cancellationToken)).Any(one => one.Name == view.Name);
        }
    }

    /// <summary>Keeps a list no longer; one that is not there changes nothing. One round trip.</summary>
    public async Task DropAsync(Guid person, string name, CancellationToken cancellationToken) => await (await _views.OpenAsync(cancellationToken)).UpdateOneAsync(
        one => one.Person == person, Builders<SavedViews>.Update.PullFilter(one => one.Views, one => one.Name == name), cancellationToken: cancellationToken);

    public void Dispose() => _views.Dispose();
}

/// <summary>The lists of one person.</summary>
internal sealed class SavedViews
{
    [BsonId]
    public required Guid Person { get; init; }

    public List<SavedView> Views { get; init; } = [];
}
