using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Platform.Persistence;

/// <summary>An index that a service cannot do without.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Keys">Its keys in order, such as <c>{ site: 1, date: 1 }</c>.</param>
/// <param name="Unique">Whether two documents may not share the keys.</param>
/// <param name="Only">Partial filter, null for all documents.</param>
/// <param name="Expires">How long after the instant in its key the server deletes a document, in whole seconds; null for never.</param>
public sealed record RequiredIndex(string Name, BsonDocument Keys, bool Unique = false, BsonDocument? Only = null, TimeSpan? Expires = null);

/// <summary>Creates indexes and proves that they are what the code relies on.</summary>
public static class Indexes
{
    /// <summary>Creates the missing ones, then compares each with what the server holds.</summary>
    /// <typeparam name="T">Document type.</typeparam>
    /// <param name="collection">The collection.</param>
    /// <param name="required">The indexes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidOperationException">An index of that name exists with other keys, uniqueness, filter or expiry.</exception>
    public static async Task EnsureAsync<T>(IMongoCollection<T> collection, IReadOnlyCollection<RequiredIndex> required, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(required);
        var held = await ListAsync(collection, cancellationToken);
        var missing = required.Where(index => !held.ContainsKey(index.Name)).Select(ModelOf<T>).ToList();
        if (missing.Count > 0)
        {
            await collection.Indexes.CreateManyAsync(missing, cancellationToken);
            held = await ListAsync(collection, cancellationToken);
        }
        foreach (var index in required) Assert(collection.CollectionNamespace.FullName, index, held.GetValueOrDefault(index.Name));
    }

    private static CreateIndexModel<T> ModelOf<T>(RequiredIndex index)
    {
        var options = new CreateIndexOptions<T> { Name = index.Name, Unique = index.Unique, ExpireAfter = index.Expires };
        if (index.Only is { } only) options.PartialFilterExpression = only;
        return new CreateIndexModel<T>(index.Keys, options);
    }

    private static async Task<Dictionary<string, BsonDocument>> ListAsync<T>(IMongoCollection<T> collection, CancellationToken cancellationToken)
    {
        using var cursor = await collection.Indexes.ListAsync(cancellationToken);
        return (await cursor.ToListAsync(cancellationToken)).ToDictionary(index => index["name"].AsString);
    }

    private static void Assert(string collection, RequiredIndex wanted, BsonDocument? held)
    {
        var agrees = held is not null
            && held["key"] == wanted.Keys
            && held.GetValue("unique", false).ToBoolean() == wanted.Unique
            && (held.TryGetValue("expireAfterSeconds", out var expires) ? expires.ToDouble() : (double?)null) == wanted.Expires?.TotalSeconds
            && held.GetValue("partialFilterExpression", BsonNull.Value) == ((BsonValue?)wanted.Only ?? BsonNull.Value);
        if (!agrees)
        {
            throw new InvalidOperationException(
                $"Index {wanted.Name} of {collection} is {held?.ToString() ?? "missing"}, not {wanted.Keys} as the code relies on. A changed index needs a name of its own, so that the version before keeps its own.");
        }
    }
}
