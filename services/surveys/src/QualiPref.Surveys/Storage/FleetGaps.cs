using MongoDB.Driver;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Storage;

/// <summary>What is missing of a kiosk.</summary>
/// <param name="Present">Of its present enrolment.</param>
/// <param name="Earlier">Of earlier ones of which something is missing, oldest first.</param>
internal sealed record KioskGaps(SequenceGaps Present, IReadOnlyList<EarlierGaps> Earlier);

/// <summary>What is missing of an earlier enrolment.</summary>
internal sealed record EarlierGaps(int Enrolment, IReadOnlyList<MissingRange> Missing);

/// <summary>What is missing of many kiosks at once: two reads for fifty of them, since next to nothing lies behind what was complete at the last look.</summary>
internal sealed class FleetGaps(SurveysStorage storage, SequenceTracker sequences)
{
    private const int KiosksPerRead = 50;

    // Who had more devices than this one after the other has settled what was left on the first.
    private const int MostEnrolments = 5;

    // A kiosk with more behind its gaps is read by itself, page by page.
    private const int MostNumbers = 20_000;

    private static readonly FilterDefinitionBuilder<SurveyResponse> Answers = Builders<SurveyResponse>.Filter;
    private static readonly FilterDefinitionBuilder<ConflictingSequence> Conflicts = Builders<ConflictingSequence>.Filter;

    /// <summary>The gaps of each kiosk.</summary>
    public async Task<IReadOnlyDictionary<Guid, KioskGaps>> OfAsync(IReadOnlyList<Kiosk> kiosks, CancellationToken cancellationToken)
    {
        var gaps = new Dictionary<Guid, KioskGaps>();
        foreach (var some in kiosks.Chunk(KiosksPerRead))
        {
            var received = await ReadAsync(some, cancellationToken);
            var moved = new List<WriteModel<Kiosk>>();
            foreach (var kiosk in some) gaps[kiosk.Id] = received is null ? await OneAsync(kiosk, cancellationToken) : Of(kiosk, received, moved);
            if (moved.Count > 0) await storage.Kiosks.WithWriteConcern(WriteConcern.W1).BulkWriteAsync(moved, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        }
        return gaps;
    }

    private async Task<KioskGaps> OneAsync(Kiosk kiosk, CancellationToken cancellationToken)
    {
        var earlier = new List<EarlierGaps>();
        foreach (var enrolment in EnrolmentsOf(kiosk).SkipLast(1)) earlier.Add(new EarlierGaps(enrolment, (await sequences.GapsAsync(kiosk, enrolment, cancellationToken)).Missing));
        return new KioskGaps(await sequences.GapsAsync(kiosk, kiosk.Enrolment, cancellationToken), [.. earlier.Where(one => one.Missing.Count > 0)]);
    }

    private static KioskGaps Of(Kiosk kiosk, ILookup<(Guid, int), long> received, List<WriteModel<Kiosk>> moved)
    {
        var gaps = EnrolmentsOf(kiosk).ToDictionary(enrolment => enrolment,
            enrolment => kiosk.GapsOf(enrolment, kiosk.HintOf(enrolment), [.. received[(kiosk.Id, enrolment)].Order()], isAll: true));
        moved.AddRange(gaps.Where(one => one.Value.Contiguous > kiosk.HintOf(one.Key)).Select(one => new UpdateOneModel<Kiosk>(
            Builders<Kiosk>.Filter.Eq(k => k.Id, kiosk.Id), Builders<Kiosk>.Update.Max(SequenceTracker.HintOf(one.Key), one.Value.Contiguous))));
        return new KioskGaps(
            gaps.GetValueOrDefault(kiosk.Enrolment) ?? SequenceGaps.Of(0, []),
            [.. gaps.Where(one => one.Key != kiosk.Enrolment && one.Value.Missing.Count > 0).Select(one => new EarlierGaps(one.Key, one.Value.Missing)).OrderBy(one => one.Enrolment)]);
    }

    /// <summary>What was received behind the points that were complete; null when that is more than is read at once.</summary>
    private async Task<ILookup<(Guid, int), long>?> ReadAsync(IReadOnlyList<Kiosk> kiosks, CancellationToken cancellationToken)
    {
        var asked = kiosks.SelectMany(kiosk => EnrolmentsOf(kiosk).Select(enrolment => (kiosk.Id, Enrolment: enrolment, After: kiosk.HintOf(enrolment)))).ToList();
        if (asked.Count == 0) return Enumerable.Empty<long>().ToLookup(_ => (Guid.Empty, 0));
        var answers = await storage.Responses
            .Find(Answers.Or(asked.Select(one => Answers.Eq(r => r.Kiosk, one.Id) & Answers.Eq(r => r.Enrolment, one.Enrolment) & Answers.Gt(r => r.Sequence, one.After))))
            .Limit(MostNumbers + 1)
            .Project(r => new { Kiosk = r.Kiosk!.Value, Enrolment = r.Enrolment!.Value, Sequence = r.Sequence!.Value })
            .ToListAsync(cancellationToken);
        if (answers.Count > MostNumbers) return null;
        var conflicts = await storage.Conflicts
            .Find(Conflicts.Or(asked.Select(one => Conflicts.Eq(c => c.Kiosk, one.Id) & Conflicts.Eq(c => c.Enrolment, one.Enrolment) & Conflicts.Gt(c => c.Sequence, one.After))))
            .Limit(MostNumbers)
            .Project(c => new { c.Kiosk, c.Enrolment, c.Sequence })
            .ToListAsync(cancellationToken);
        return answers.Concat(conflicts).ToLookup(one => (one.Kiosk, one.Enrolment), one => one.Sequence);
    }

    private static IEnumerable<int> EnrolmentsOf(Kiosk kiosk)
    {
        var first = Math.Max(1, kiosk.Enrolment - MostEnrolments + 1);
        return Enumerable.Range(first, kiosk.Enrolment - first + 1);
    }
}
