using System.Collections.Concurrent;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Hosting;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>A fact as one of two cuts holds it.</summary>
internal sealed record PlacedEntry(SiteDay Day, CutEntry Entry);

/// <summary>A fact that two cuts do not hold in the same way; at least one of the two is there.</summary>
internal sealed record CutChange(FactKey Key, PlacedEntry? From, PlacedEntry? To)
{
    // Below every character of a code, so that the text sorts as its parts do.
    private const char Separator = '\u001f';

    /// <summary>Where it is listed: its place in the later cut, or in the first when it is gone.</summary>
    public SiteDay Day => (To ?? From)!.Day;

    /// <summary>Whether it is on another site-day than before.</summary>
    public bool HasMoved => From is not null && To is not null && From.Day != To.Day;

    /// <summary>Its place in the list, by site, date, source and id.</summary>
    public string Order { get; } = string.Join(
        Separator, (To ?? From)!.Day.Site, FormattableString.Invariant($"{(To ?? From)!.Day.Date:yyyy-MM-dd}"), Key.Source, Key.Key.ToString("N"));
}

/// <summary>
/// Compares two cuts by the packed lists of the parts that differ: equal parts have equal digests and are not read. In memory are
/// one site-month at a time and what differs; the last comparison is kept, since cuts never change and its pages are asked for one after the other.
/// Those who ask at once share one comparison, which outlasts a caller who goes away: one that takes longer than a caller waits would else begin anew for ever.
/// </summary>
internal sealed class CutComparison(CutLibrary library, Stopping stopping)
{
    private readonly ConcurrentDictionary<(Guid From, Guid To), Lazy<Task<IReadOnlyList<CutChange>>>> _running = [];
    private volatile Compared? _last;

    public Task<IReadOnlyList<CutChange>> CompareAsync(CutRoot from, CutRoot to, CancellationToken cancellationToken) =>
        Last(from, to) is { } changes
            ? Task.FromResult(changes)
            : _running.GetOrAdd((from.CutId, to.CutId), _ => new(() => KeepAsync(from, to))).Value.WaitAsync(cancellationToken);

    private IReadOnlyList<CutChange>? Last(CutRoot from, CutRoot to) =>
        _last is { } last && last.From == from.CutId && last.To == to.CutId ? last.Changes : null;

    private async Task<IReadOnlyList<CutChange>> KeepAsync(CutRoot from, CutRoot to)
    {
        try
        {
            // Another caller may have ended between the look for it and now.
            if (Last(from, to) is { } compared) return compared;
            var changes = await FindAsync(from, to, stopping.RequestsEnded);
            _last = new Compared(from.CutId, to.CutId, changes);
            return changes;
        }
        finally
        {
            _running.TryRemove((from.CutId, to.CutId), out _);
        }
    }

    private async Task<IReadOnlyList<CutChange>> FindAsync(CutRoot from, CutRoot to, CancellationToken cancellationToken)
    {
        var gone = new Dictionary<FactKey, PlacedEntry>();
        var come = new Dictionary<FactKey, PlacedEntry>();
        var (first, second) = (ByMonth(from), ByMonth(to));
        foreach (var month in first.Select(group => group.Key).Union(second.Select(group => group.Key)))
        {
            var removed = await EntriesAsync(from, first[month], second[month], cancellationToken);
            var added = await EntriesAsync(to, second[month], first[month], cancellationToken);
            foreach (var placed in removed.Except(added)) gone[placed.Entry.Key] = placed;
            foreach (var placed in added.Except(removed)) come[placed.Entry.Key] = placed;
        }
        return [.. gone.Keys.Union(come.Keys)
            .Select(key => new CutChange(key, gone.GetValueOrDefault(key), come.GetValueOrDefault(key)))
            .OrderBy(change => change.Order, StringComparer.Ordinal)];
    }

    private static ILookup<(string Site, DateOnly Month), CutPartReference> ByMonth(CutRoot root) =>
        root.Parts.ToLookup(part => (part.Site, CutPeriod.MonthOf(part.From)));

    /// <summary>What the parts of one list hold that are not in the other.</summary>
    private async Task<HashSet<PlacedEntry>> EntriesAsync(
        CutRoot root, IEnumerable<CutPartReference> parts, IEnumerable<CutPartReference> others, CancellationToken cancellationToken)
    {
        var entries = new HashSet<PlacedEntry>();
        foreach (var digest in parts.Select(part => part.Digest).Except(others.Select(part => part.Digest)))
        {
            var part = await library.PartAsync(root, digest, cancellationToken);
            foreach (var day in part.SiteDays)
            {
                var place = new SiteDay(day.Site, day.Date);
                foreach (var entry in CutEntry.Unpack(day.Facts)) entries.Add(new PlacedEntry(place, entry));
            }
        }
        return entries;
    }

    private sealed record Compared(Guid From, Guid To, IReadOnlyList<CutChange> Changes);
}
