using System.Linq.Expressions;
using MongoDB.Driver;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Storage;

/// <summary>
/// Knows which sequence numbers of a kiosk have arrived. Nothing is written for it when an answer comes in: gaps are read off an index,
/// starting from the point that was complete at the last look.
/// </summary>
internal sealed class SequenceTracker(SurveysStorage storage, KioskDirectory kiosks)
{
    private const int Page = 1_000;

    // What one request reads at most; the next goes on from there.
    private const int MostPages = 20;

    private static readonly FilterDefinitionBuilder<SurveyResponse> Where = Builders<SurveyResponse>.Filter;

    private static readonly Guid Space = new("54d5d4a7-5dbb-4d6f-8f0d-5f4f3c1f3a17");

    /// <summary>Notes that a sequence number arrived whose content could not be kept, its id being taken.</summary>
    public async Task NoteConflictAsync(SurveyResponse refused, CancellationToken cancellationToken)
    {
        if (refused is not { Kiosk: { } kiosk, Enrolment: { } enrolment, Sequence: { } sequence }) return;
        var note = new ConflictingSequence
        {
            Id = Uuid5.Create(Space, FormattableString.Invariant($"{kiosk}:{enrolment}:{sequence}")),
            ResponseId = refused.Id,
            Kiosk = kiosk,
            Enrolment = enrolment,
            Sequence = sequence,
            At = refused.ReceivedAt,
        };
        await storage.Conflicts.ReplaceOneAsync(c => c.Id == note.Id, note, new ReplaceOptions { IsUpsert = true }, cancellationToken);
    }

    /// <summary>
    /// Flags the answers whose sequence number another answer of the same enrolment bears, as when a device was copied or lost its memory. They count; only whoever looks
    /// after the kiosk must hear of it. One read of an index for each enrolment. It looks at repetitions too: the process may have died after the answer was stored.
    /// </summary>
    public async Task FlagRepeatedAsync(IReadOnlyList<SurveyResponse> stored, CancellationToken cancellationToken)
    {
        foreach (var enrolment in stored.Where(one => one.Sequence is not null && one.Enrolment is not null).GroupBy(one => (one.Kiosk, one.Enrolment)))
        {
            var numbers = enrolment.Select(one => one.Sequence).Distinct().ToList();
            var ofThese = Where.Eq(r => r.Kiosk, enrolment.Key.Kiosk) & Where.Eq(r => r.Enrolment, enrolment.Key.Enrolment);
            var repeated = await storage.Responses.Aggregate().Match(ofThese & Where.In(r => r.Sequence, numbers))
                .Group(r => r.Sequence, group => new { Sequence = group.Key, Count = group.Count() })
                .Match(group => group.Count > 1).ToListAsync(cancellationToken);
            if (repeated.Count == 0) continue;
            await storage.Responses.UpdateManyAsync(ofThese & Where.In(r => r.Sequence, repeated.Select(group => group.Sequence)) & Where.Ne(r => r.SequenceRepeated, true),
                Builders<SurveyResponse>.Update.Set(r => r.SequenceRepeated, true), cancellationToken: cancellationToken);
        }
    }

    /// <summary>Notes what a kiosk said of itself with a batch.</summary>
    /// <returns>Up to which sequence of the batch's enrolment nothing is missing, and what is missing of the present one.</returns>
    public async Task<SequenceGaps> NoteSyncAsync(Kiosk kiosk, DeviceReport device, Sync sync, CancellationToken cancellationToken)
    {
        var enrolment = Math.Min(device.Enrolment ?? kiosk.Enrolment, kiosk.Enrolment);
        var looked = await LookAsync(kiosk, enrolment, cancellationToken);
        var contiguous = looked.Gaps.Contiguous;
        var update = Builders<Kiosk>.Update.Set(k => k.LastSeen, sync.ReceivedAt.UtcDateTime).Max(HintOf(enrolment), contiguous);
        if (sync.Offset is { } offset)
        {
            update = update.Set(k => k.ClockOffsetSeconds, offset.TotalSeconds);
            if (kiosk.NoteOf(enrolment, offset, sync.Clock) is { } note) update = update.PushEach(k => k.ClockNotes, [note], -Kiosk.MostNotes);
        }
        if (device.Backlog is { } backlog) update = update.Set(k => k.Backlog, backlog);
        if (device.Aside is { } aside) update = update.Set(k => k.Aside, aside);
        if (device.AppVersion is { } version) update = update.Set(k => k.AppVersion, version);
        if (device.Battery is { } battery) update = update.Set(k => k.Battery, battery);
        if (device.Browser is { } browser) update = update.Set(k => k.Browser, browser);
        if (device.Storage is { } space) update = update.Set(k => k.Storage, space);
        // Losing this loses a hint and a look at the device, both renewed by the next batch: it need not wait for the journal.
        var noted = await storage.Kiosks.WithWriteConcern(WriteConcern.W1).FindOneAndUpdateAsync(
            Builders<Kiosk>.Filter.Eq(k => k.Id, kiosk.Id), update,
            new FindOneAndUpdateOptions<Kiosk> { ReturnDocument = ReturnDocument.After }, cancellationToken);
        kiosks.Note(noted);
        var missing = enrolment == noted.Enrolment && looked.IsAll ? looked.Gaps : await GapsAsync(noted, noted.Enrolment, cancellationToken);
        return new SequenceGaps(contiguous, missing.Missing);
    }

    /// <summary>The gaps of one enrolment of a kiosk. Two reads; none before the first enrolment, more after a long backlog.</summary>
    public async Task<SequenceGaps> GapsAsync(Kiosk kiosk, int enrolment, CancellationToken cancellationToken)
    {
        if (enrolment == 0) return SequenceGaps.Of(0, []);
        var (gaps, isAll) = await LookAsync(kiosk, enrolment, cancellationToken);
        if (gaps.Contiguous > kiosk.HintOf(enrolment))
        {
            await storage.Kiosks.WithWriteConcern(WriteConcern.W1).UpdateOneAsync(k => k.Id == kiosk.Id,
                Builders<Kiosk>.Update.Max(HintOf(enrolment), gaps.Contiguous), cancellationToken: cancellationToken);
        }
        return isAll ? gaps : kiosk.GapsOf(enrolment, gaps.Contiguous, await ReadAsync(kiosk.Id, enrolment, gaps.Contiguous, Page * MostPages, cancellationToken), isAll: true);
    }

    /// <summary>
    /// What the device of a kiosk keeps when another one takes its place: what it said to hold and is not missing below the highest number received lies behind that.
    /// Three reads.
    /// </summary>
    /// <returns>Null when it said to hold nothing more.</returns>
    public async Task<LeftBehind?> LeftBehindAsync(Kiosk kiosk, CancellationToken cancellationToken)
    {
        if (kiosk is not { Enrolment: > 0, Backlog: > 0 and var backlog }) return null;
        var gaps = await GapsAsync(kiosk, kiosk.Enrolment, cancellationToken);
        var highest = await storage.Responses.Find(r => r.Kiosk == kiosk.Id && r.Enrolment == kiosk.Enrolment && r.Sequence > 0)
            .SortByDescending(r => r.Sequence).Project(r => r.Sequence).FirstOrDefaultAsync(cancellationToken) ?? 0;
        var behind = backlog - gaps.Missing.Sum(range => range.To - range.From + 1);
        return behind > 0 ? new LeftBehind(kiosk.Enrolment, kiosk.LastSeen, highest + behind) : null;
    }

    /// <summary>Goes on from what was complete at the last look.</summary>
    /// <returns>What is missing, and whether that is all: else it may be less, and up to where nothing is missing is right.</returns>
    private async Task<(SequenceGaps Gaps, bool IsAll)> LookAsync(Kiosk kiosk, int enrolment, CancellationToken cancellationToken)
    {
        var gaps = SequenceGaps.Of(kiosk.HintOf(enrolment), []);
        for (var page = 0; page < MostPages; page++)
        {
            var from = gaps.Contiguous;
            var received = await ReadAsync(kiosk.Id, enrolment, from, Page, cancellationToken);
            gaps = kiosk.GapsOf(enrolment, from, received, isAll: received.Count < Page);
            if (received.Count < Page) return (gaps, true);
            if (gaps.Contiguous == from) break;
        }
        return (gaps, false);
    }

    private async Task<List<long>> ReadAsync(Guid kiosk, int enrolment, long after, int limit, CancellationToken cancellationToken)
    {
        var received = await ReadAsync(storage.Responses, r => r.Kiosk == kiosk && r.Enrolment == enrolment && r.Sequence > after,
            r => r.Sequence!.Value, limit, cancellationToken);
        var refused = await ReadAsync(storage.Conflicts, c => c.Kiosk == kiosk && c.Enrolment == enrolment && c.Sequence > after,
            c => c.Sequence, limit, cancellationToken);
        if (refused.Count == 0) return received;
        received.AddRange(refused);
        received.Sort();
        return received;
    }

    private static Task<List<long>> ReadAsync<T>(IMongoCollection<T> from, Expression<Func<T, bool>> which, Expression<Func<T, long>> sequence, int limit,
        CancellationToken cancellationToken) => from.Find(which)
            .Sort(Builders<T>.Sort.Ascending("sequence")).Limit(limit)
            .Project(sequence)
            .ToListAsync(cancellationToken);

    /// <summary>Where a kiosk keeps up to which number nothing is missing.</summary>
    public static FieldDefinition<Kiosk, long> HintOf(int enrolment) => FormattableString.Invariant($"contiguous.{enrolment}");
}
