using System.Threading.Channels;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases.Letters;

namespace QualiPref.Complaints.Storage;

/// <summary>A letter whose delivery a machine has something to do with.</summary>
internal sealed record DueLetter(Guid Case, string Reference, string Site, Letter Letter, Delivery Delivery);

/// <summary>E-mails that wait.</summary>
/// <param name="Count">How many.</param>
/// <param name="TriedSince">When the oldest that was tried and did not go was written (UTC).</param>
internal sealed record WaitingLetters(long Count, DateTime? TriedSince);

/// <summary>Finds the e-mails that are to be handed over: every query walks the index of when deliveries are due.</summary>
internal sealed class DueLetters(ComplaintsStorage storage)
{
    private static readonly SortDefinition<CaseDocument> ByDueAt = Builders<CaseDocument>.Sort.Ascending(ComplaintsStorage.DeliveryDueAt);

    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is a further one.</summary>
    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Waits until somebody says so.</summary>
    public async Task RungAsync(CancellationToken cancellationToken) => await _rung.Reader.ReadAsync(cancellationToken);

    /// <summary>Those in a state that are due, what waits longest first. One round trip.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="most">How many cases at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<DueLetter>> FindAsync(DeliveryState state, DateTime now, int most, CancellationToken cancellationToken)
    {
        var isDue = new BsonDocument("$elemMatch", new BsonDocument { ["state"] = state.ToString(), ["dueAt"] = new BsonDocument("$lte", now) });
        var found = await storage.Cases
            .Find(Builders<CaseDocument>.Filter.Lte(ComplaintsStorage.DeliveryDueAt, now) & new BsonDocument("letters.deliveries", isDue))
            .Sort(ByDueAt).Limit(most)
            .Project(one => new { one.Id, one.Reference, one.State.Site, one.Letters }).ToListAsync(cancellationToken);
        return
        [
            .. found.SelectMany(one => one.Letters.Where(letter => letter.Delivery is { DueAt: { } due } last && last.State == state && due <= now)
                    .Select(letter => new DueLetter(one.Id, one.Reference, one.Site, letter, letter.Delivery!)))
                .OrderBy(letter => letter.Delivery.DueAt),
        ];
    }

    /// <summary>When the next is due (UTC); null without any. One round trip.</summary>
    public async Task<DateTime?> NextAsync(CancellationToken cancellationToken)
    {
        var next = await storage.Cases.Find(Builders<CaseDocument>.Filter.Gt(ComplaintsStorage.DeliveryDueAt, DateTime.UnixEpoch))
            .Sort(ByDueAt).Limit(1).Project(one => new { one.Letters }).FirstOrDefaultAsync(cancellationToken);
        return next?.Letters.Select(letter => letter.Delivery?.DueAt).Min();
    }

    /// <summary>How many wait, and since when. One round trip.</summary>
    public async Task<WaitingLetters> CountAsync(CancellationToken cancellationToken)
    {
        var isWaiting = new BsonDocument("letters.deliveries.state", new BsonDocument("$in", new BsonArray { nameof(DeliveryState.Queued), nameof(DeliveryState.HandingOver) }));
        var waiting = await storage.Cases.Aggregate()
            .Match(Builders<CaseDocument>.Filter.Gt(ComplaintsStorage.DeliveryDueAt, DateTime.UnixEpoch))
            .Project<BsonDocument>(new BsonDocument { ["letters.at"] = 1, ["letters.deliveries.state"] = 1, ["letters.deliveries.attempts"] = 1 })
            .Unwind("letters").Unwind("letters.deliveries")
            .Match(isWaiting)
            .Group(new BsonDocument
            {
                ["_id"] = BsonNull.Value,
                ["count"] = new BsonDocument("$sum", 1L),
                ["triedSince"] = new BsonDocument("$min", new BsonDocument("$cond", new BsonArray
                {
                    new BsonDocument("$gt", new BsonArray { "$letters.deliveries.attempts", 0 }), "$letters.at", BsonNull.Value,
                })),
            })
            .FirstOrDefaultAsync(cancellationToken);
        return waiting is null
            ? new WaitingLetters(0, null)
            : new WaitingLetters(waiting["count"].ToInt64(), waiting["triedSince"].IsValidDateTime ? waiting["triedSince"].ToUniversalTime() : null);
    }
}
