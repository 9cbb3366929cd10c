using MongoDB.Bson;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>How many facts of one source a site-day has, and their digest.</summary>
internal sealed record CutDigest(int Facts, string Digest)
{
    public static CutDigest Nothing { get; } = new(0, new BalanceDigest().ToString());
}

/// <summary>A site-day as it was read: entries in order, digests by source and the cell all come from the same facts.</summary>
internal sealed record CutDayReading(DateOnly Date, CutEntry[] Entries, IReadOnlyDictionary<string, CutDigest> Digests, SiteDayCell Cell);

/// <summary>A site and month as they were read: facts in one query, and the stored cells in another where there are facts. The days that have any, in order.</summary>
internal sealed record CutMonthReading(DateOnly Month, IReadOnlyList<CutDayReading> Days);

/// <summary>Reads the facts of a site, month by month.</summary>
internal sealed class CutReader(CutFactReader facts, CellStore cells, CellContents contents)
{
    public async Task<CutMonthReading> ReadAsync(string site, DateOnly month, CancellationToken cancellationToken)
    {
        var last = CutPeriod.LastDayOf(month);
        var days = new SortedDictionary<DateOnly, DayFacts>();
        await facts.ReadAsync(site, month, last, Take, cancellationToken);
        if (days.Count == 0) return new CutMonthReading(month, []);
        var stored = (await cells.ListDocumentsAsync([site], month, last, cancellationToken)).ToDictionary(cell => cell.Date);
        return new CutMonthReading(month, [.. days.Select(day => day.Value.Close(
            new SiteDay(site, day.Key), contents, stored.GetValueOrDefault(day.Key)))]);

        void Take(CutFact fact)
        {
            if (!days.TryGetValue(fact.Date, out var day)) days.Add(fact.Date, day = new DayFacts());
            day.Add(fact);
        }
    }

    private sealed class DayFacts
    {
        private readonly List<CutEntry> _entries = [];
        private readonly StateCounts _counts = new();
        private readonly Dictionary<string, (BalanceDigest Sum, int Facts)> _digests = [];

        public void Add(CutFact fact)
        {
            var source = fact.Entry.SourceName;
            _entries.Add(fact.Entry);
            _counts.Add(source, fact.State);
            var (sum, count) = _digests.GetValueOrDefault(source, (new BalanceDigest(), 0));
            sum.Add(fact.Entry.Id, fact.Entry.Version, IsCounted(source, fact.State));
            _digests[source] = (sum, count + 1);
        }

        public CutDayReading Close(SiteDay day, CellContents contents, CellDocument? stored)
        {
            var content = contents.Of(_counts.ToStates());
            return new CutDayReading(
                day.Date,
                [.. _entries.Order()],
                _digests.ToDictionary(one => one.Key, one => new CutDigest(one.Value.Facts, one.Value.Sum.ToString())),
                content.ToCell(day, VersionOf(content, stored)));
        }

        // A stored cell that says something else is about to be recomputed: this content gets the version that it will have then.
        private static long VersionOf(CellContent content, CellDocument? stored) =>
            stored is null ? 1 : stored.Content.SaysTheSameAs(content) ? stored.Version : stored.Version + 1;

        // Every case enters figures; an answer does while its status says so.
        private static bool IsCounted(string source, BsonDocument state) =>
            source != FactSources.Surveys || state["status"] == AnswerState.Counted;
    }
}
