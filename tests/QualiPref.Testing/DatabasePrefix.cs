using System.Collections.Concurrent;
using MongoDB.Driver;

namespace QualiPref.Testing;

/// <summary>
/// The databases of one fixture: all names start with <see cref="Value"/>. At the end they are emptied and the next fixture gets them: to make all
/// collections and indexes anew for each test was a tenth of what the tests of a service cost. Services make an index that a test has dropped again when they start.
/// </summary>
public sealed class DatabasePrefix : IAsyncDisposable
{
    private readonly ConcurrentBag<string> _emptied;

    internal DatabasePrefix(IMongoClient client, ConcurrentBag<string> emptied)
    {
        Client = client;
        _emptied = emptied;
        Value = emptied.TryTake(out var value) ? value : $"qp_test_{Guid.NewGuid():N}";
    }

    /// <summary>As in <c>qp_test_1f0c…</c>; services take it as <c>QualiPref__Storage__DatabasePrefix</c>.</summary>
    public string Value { get; }

    /// <summary>A client of the engine, for what the fixture itself looks at.</summary>
    public IMongoClient Client { get; }

    /// <summary>Deletes every document of every database whose name starts with the prefix.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in (await (await Client.ListDatabaseNamesAsync()).ToListAsync()).Where(name => name.StartsWith(Value, StringComparison.Ordinal)))
            await EmptyAsync(Client.GetDatabase(name));
        _emptied.Add(Value);
    }

    private static async Task EmptyAsync(IMongoDatabase database)
    {
        foreach (var name in await (await database.ListCollectionNamesAsync()).ToListAsync())
            await database.GetCollection<object>(name).DeleteManyAsync(FilterDefinition<object>.Empty);
    }
}
