using System.Globalization;
using System.Security.Cryptography;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Time;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>What the databases hold, to be compared with what they held before.</summary>
internal sealed class StoredRecords(string connection) : IDisposable
{
    // Twice as long as workers rest.
    private static readonly TimeSpan StillFor = TimeSpan.FromMilliseconds(500);

    private static readonly string[] OfOperators = ["messages", "messageBodies"];

    // What refusals must leave as it was; what counts goes on counting.
    private static readonly Dictionary<string, string[]> Records = new()
    {
        ["surveys"] = ["responses", "conflicts", "commentThemes", "slipBatches", "questionnaireDrafts", "questionnaires", "waves", Kiosks, .. OfOperators],
        ["complaints"] = ["cases", "attachments.files", "attachments.chunks", "disposalSlips", "letterTemplates", "printBatches", "referenceCounters", .. OfOperators],
        ["indicators"] = [Facts, "parked", Rebuilds, "resends", "cuts", .. OfOperators],
        ["reporting"] = ["reports", "editions", "verifications", .. OfOperators],
        ["portal"] = ["persons", SavedViews],
    };

    private const string SavedViews = "savedViews";

    private const string Kiosks = "kiosks", Facts = "facts", Rebuilds = "rebuilds";

    // What indicators count anew by themselves half a minute after a questionnaire was published, up to the latest day that a site can have. Nobody asks for so late a day.
    private static BsonDocument AskedFor => new("to", new BsonDocument("$lt", TimeZoneInfo.Utc.LocalDate(TimeProvider.System.GetUtcNow()).ToString("O", CultureInfo.InvariantCulture)));

    // What moves by itself. Whoever asks for a kiosk moves when it was last seen, and up to where its answers are known to be there; facts are marked while their day is counted anew.
    private static readonly Dictionary<string, string[]> Moving = new() { [Kiosks] = ["lastSeen", "contiguous"], [Facts] = ["dirty", "known"] };

    // From there entries of the audit log move to its chain.
    private const string Audit = "audit";

    // Where the site or the network of a record stands.
    private static readonly (string Service, string Collection, string Field)[] Places =
    [
        ("surveys", "responses", "site"), ("surveys", "slipBatches", "site"), ("surveys", Kiosks, "site"), ("complaints", "cases", "state.site"), ("complaints", "disposalSlips", "site"), ("indicators", "facts", "site"),
        ("indicators", "parked", "site"), ("reporting", "reports", "network"), ("reporting", "editions", "network"),
    ];

    private readonly MongoClient _mongo = new(connection);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _mongo.Dispose();

    /// <summary>Waits until nothing is on its way any more.</summary>
    /// <returns>The hashes that then stand.</returns>
    public async Task<string> StillAsync()
    {
        var (before, moved, since) = ("", "", TimeProvider.System.GetTimestamp());
        await Eventually.ReadsAsync("nothing is on its way any more", async _ =>
        {
            var at = TimeProvider.System.GetTimestamp();
            // A rebuild that was asked for rests as long as its last step took, under load for longer than anything else; and to read every record meanwhile keeps it from its end.
            if (await IsRebuildingAsync())
            {
                (moved, since) = ($"indicators.{Rebuilds}", at);
            }
            else
            {
                var now = await HashAsync();
                if (now != before) (before, moved, since) = (now, MovedIn(now, before), at);
            }
            return (For: TimeProvider.System.GetElapsedTime(since, at), Moved: moved);
        }, seen => seen.For >= StillFor, TimeSpan.FromSeconds(30), Token);
        return before;
    }

    private async Task<bool> IsRebuildingAsync() =>
        await _mongo.GetDatabase("qualipref_indicators").GetCollection<BsonDocument>(Rebuilds).Find(new BsonDocument(AskedFor) { ["runningSince"] = new BsonDocument("$exists", true) }).AnyAsync(Token);

    private static string MovedIn(string now, string before) => string.Join(", ", now.Split('\n').Except(before.Split('\n')).Select(line => line.Split(' ')[0]));

    /// <summary>A line for each collection with one value for all of its records. The embedded engine has no dbHash.</summary>
    public async Task<string> HashAsync()
    {
        var lines = new List<string>();
        foreach (var (service, collections) in Records)
        {
            foreach (var collection in collections)
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                var all = _mongo.GetDatabase($"qualipref_{service}").GetCollection<RawBsonDocument>(collection).Find(collection == Rebuilds ? AskedFor : new BsonDocument()).Sort(new BsonDocument("_id", 1));
                IEnumerable<string> apart = [Audit, .. Moving.GetValueOrDefault(collection, [])];
                using var cursor = await all.Project<RawBsonDocument>(new BsonDocument(apart.Select(field => new BsonElement(field, 0)))).ToCursorAsync(Token);
                await cursor.ForEachAsync(one => hash.AppendData(one.Slice.AccessBackingBytes(0)), Token);
                lines.Add($"{service}.{collection} {Convert.ToHexString(hash.GetHashAndReset())}");
            }
        }
        return string.Join('\n', lines);
    }

    /// <summary>Once there are records of every kind: of a collection that has another name by now, nothing would ever change.</summary>
    public async Task AreWhereTheyAreLookedForAsync()
    {
        foreach (var (service, collections) in Records)
        {
            using var names = await _mongo.GetDatabase($"qualipref_{service}").ListCollectionNamesAsync(cancellationToken: Token);
            // A verification is noted only where it takes long, and a list of the desk kept only by somebody at a page.
            Assert.Empty(collections.Except([.. await names.ToListAsync(Token), "verifications", SavedViews]));
        }
    }

    /// <summary>How many records of some sites and networks there are, by their collection.</summary>
    public async Task<Dictionary<string, long>> CountAsync(params string[] sites)
    {
        var counts = new Dictionary<string, long>();
        foreach (var (service, collection, field) in Places)
        {
            foreach (var site in sites)
                counts[$"{service}.{collection} {site}"] = await _mongo.GetDatabase($"qualipref_{service}").GetCollection<BsonDocument>(collection)
                    .CountDocumentsAsync(new BsonDocument(field, site), cancellationToken: Token);
        }
        return counts;
    }
}
