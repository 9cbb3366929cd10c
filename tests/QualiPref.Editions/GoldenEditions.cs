using System.IO.Compression;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace QualiPref.Editions;

/// <summary>
/// The editions of one release as its own code stored them: every document that verifying them reads, byte for byte, from the databases of
/// <c>indicators</c> and <c>reporting</c>. One file: BSON documents one after the other, the first of which says what the rest is, under Brotli,
/// whose window is wide enough to hold the parts that both databases keep only once.
/// </summary>
public sealed class GoldenEditions
{
    private static readonly (string Service, string Collection)[] Kept =
    [
        ("indicators", "facts"), ("indicators", "cuts"), ("indicators", "cutParts"),
        ("reporting", "reports"), ("reporting", "editions"), ("reporting", "editionParts"),
    ];

    private readonly List<(string Service, string Collection, RawBsonDocument Document)> _documents = [];

    private GoldenEditions(string madeBy, IReadOnlyList<GoldenEdition> editions) => (MadeBy, Editions) = (madeBy, editions);

    /// <summary>Version of the code that made them, such as <c>0.1.0+5f2c…</c>.</summary>
    public string MadeBy { get; }

    /// <summary>The editions, oldest first, with what their verification said when they were made.</summary>
    public IReadOnlyList<GoldenEdition> Editions { get; }

    /// <summary>The files of all releases, beside the binaries.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Released"), "*.golden").Order(StringComparer.Ordinal)];

    /// <summary>Copies what the databases hold.</summary>
    /// <param name="databases">A client of the engine.</param>
    /// <param name="prefix">What the names of the databases begin with.</param>
    /// <param name="madeBy">Version of the code.</param>
    /// <param name="editions">The editions.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<GoldenEditions> CopyAsync(
        IMongoClient databases, string prefix, string madeBy, IReadOnlyList<GoldenEdition> editions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(databases);
        var copy = new GoldenEditions(madeBy, editions);
        foreach (var (service, collection) in Kept)
        {
            var documents = await databases.GetDatabase($"{prefix}_{service}").GetCollection<RawBsonDocument>(collection)
                .Find(FilterDefinition<RawBsonDocument>.Empty).Sort(new BsonDocument("_id", 1)).ToListAsync(cancellationToken);
            copy._documents.AddRange(documents.Select(document => (service, collection, document)));
        }
        return copy;
    }

    /// <summary>Puts the documents into databases that do not hold them yet.</summary>
    /// <param name="databases">A client of the engine.</param>
    /// <param name="prefix">What the names of the databases begin with.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task RestoreAsync(IMongoClient databases, string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(databases);
        foreach (var group in _documents.GroupBy(one => (one.Service, one.Collection)))
            await databases.GetDatabase($"{prefix}_{group.Key.Service}").GetCollection<RawBsonDocument>(group.Key.Collection)
                .InsertManyAsync(group.Select(one => one.Document), cancellationToken: cancellationToken);
    }

    /// <summary>Writes the file.</summary>
    /// <param name="file">Its path; it must not exist.</param>
    public void Write(string file)
    {
        using var target = new FileStream(file, FileMode.CreateNew);
        using var packed = new BrotliStream(target, new BrotliCompressionOptions { Quality = 11 });
        var bytes = new MemoryStream();
        void Add(BsonDocument document) => bytes.Write(document.ToBson());
        Add(new BsonDocument { ["madeBy"] = MadeBy, ["editions"] = new BsonArray(Editions.Select(edition => edition.ToBsonDocument())) });
        foreach (var (service, collection, document) in _documents)
            Add(new BsonDocument { ["service"] = service, ["collection"] = collection, ["document"] = document });
        packed.Write(bytes.ToArray());
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static GoldenEditions Read(string file)
    {
        using var source = new BrotliStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        source.CopyTo(bytes);
        bytes.Position = 0;
        using var reader = new BsonBinaryReader(bytes);
        var head = BsonSerializer.Deserialize<BsonDocument>(reader);
        var golden = new GoldenEditions(
            head["madeBy"].AsString, [.. head["editions"].AsBsonArray.Select(edition => BsonSerializer.Deserialize<GoldenEdition>(edition.AsBsonDocument))]);
        while (bytes.Position < bytes.Length)
        {
            var one = BsonSerializer.Deserialize<BsonDocument>(reader);
            golden._documents.Add((one["service"].AsString, one["collection"].AsString, new RawBsonDocument(one["document"].AsBsonDocument.ToBson())));
        }
        return golden;
    }
}

/// <summary>An edition and what verifying it said when it was made.</summary>
/// <param name="Id">Its id, in lower-case hexadecimal with hyphens.</param>
/// <param name="Figures">Figures that were computed again.</param>
/// <param name="Facts">Facts whose versions they were computed from.</param>
public sealed record GoldenEdition(string Id, int Figures, long Facts);
