using MongoDB.Driver;

namespace QualiPref.Testing;

/// <summary>The databases of one fixture: all names start with <see cref="Value"/>, and all are dropped at the end.</summary>
public sealed class DatabasePrefix : IAsyncDisposable
{
    internal DatabasePrefix(IMongoClient client) => Client = client;

    /// <summary>As in <c>qp_test_1f0c…</c>; services take it as <c>QualiPref__Storage__DatabasePrefix</c>.</summary>
    public string Value { get; } = $"qp_test_{Guid.NewGuid():N}";

    /// <summary>A client of the engine, for what the fixture itself looks at.</summary>
    public IMongoClient Client { get; }

    /// <summary>Drops every database whose name starts with the prefix.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in (await (await Client.ListDatabaseNamesAsync()).ToListAsync()).Where(n => n.StartsWith(Value, StringComparison.Ordinal)))
            await Client.DropDatabaseAsync(name);
    }
}
