using MongoDB.Bson;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>A site-day as it was read: the cell before, what it becomes, and which dirty facts it counts then.</summary>
/// <param name="Day">The site-day.</param>
/// <param name="Cell">The cell as it was read before the facts; null when there was none.</param>
/// <param name="Content">What it becomes.</param>
/// <param name="Notes">The dirty facts that are in it, whose marks can go once it is written.</param>
/// <param name="Causes">Trace parents of what made it dirty; null when nothing was traced.</param>
internal sealed record SiteDayReading(SiteDay Day, CellDocument? Cell, CellContent Content, IReadOnlyCollection<FactNote> Notes, IReadOnlyList<string>? Causes)
{
    /// <summary>Facts whose marks a death left and that were not read again: the cell goes on counting them.</summary>
    public IReadOnlyCollection<(BsonValue Id, int Version)> Carried { get; init; } = [];

    public CellChange ToChange() => new(Day, Cell, Content, [.. Notes.Select(note => (note.Id, note.Version)), .. Carried]);
}

/// <summary>
/// Recomputes one site-day: what dirty facts changed is added to its cell, and where that cannot be told all facts are counted. Any number of replicas may do so at
/// once, and of several site-days together; the order of the steps keeps it right. Facts are read after the cell, so a cell that was written since defeats a reading that is older; which dirty facts a
/// cell counts is written with it, so no death between cell and marks counts one twice. A fact that arrives or changes meanwhile keeps its mark.
/// </summary>
internal sealed class CellRecomputation(DirtyFacts facts, CellStore cells, SpanStore spans, CellContents contents, TimeProvider time)
{
    // 21 bytes each: fewer are less than the write that takes them out.
    private const int FewSettled = 16;

    /// <summary>Reads what a site-day becomes; null when nothing of it is dirty, or a fact changed its day meanwhile and it is to be read again.</summary>
    public async Task<SiteDayReading?> ReadAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var cell = await cells.FindAsync(day, cancellationToken);
        var dirty = await facts.ReadAsync(day, cancellationToken);
        if (dirty.Count == 0) return null;
        return Change(day, cell, dirty) ?? await CountAsync(day, cell, cancellationToken);
    }

    /// <summary>
    /// Recomputes together those of some site-days of which it is certain what changed, in five round trips. Traced ones are left: each has a span of its own.
    /// </summary>
    /// <returns>Those that are still to be recomputed, one by one; all of them where another recomputation came between.</returns>
    public async Task<IReadOnlyList<SiteDay>> WorkTogetherAsync(IReadOnlyList<SiteDay> days, CancellationToken cancellationToken)
    {
        var held = await cells.FindAsync(days, cancellationToken);
        if (await facts.ReadAsync(days, cancellationToken) is not { } dirty) return days;
        List<SiteDayReading> readings = [.. dirty.Select(day => Change(day.Key, held.GetValueOrDefault(day.Key.ToString()), [.. day])).OfType<SiteDayReading>().Where(reading => reading.Causes is null)];
        if (readings.Count > 0 && (await WriteAsync(readings, cancellationToken))[0] == CellOutcome.Overtaken) return days;
        return [.. dirty.Select(day => day.Key).Except(readings.Select(reading => reading.Day))];
    }

    public async Task<CellOutcome> WriteAsync(SiteDayReading reading, CancellationToken cancellationToken) => (await WriteAsync([reading], cancellationToken))[0];

    private async Task<IReadOnlyList<CellOutcome>> WriteAsync(IReadOnlyList<SiteDayReading> readings, CancellationToken cancellationToken)
    {
        List<CellChange> changes = [.. readings.Select(reading => reading.ToChange())];
        var outcomes = await cells.WriteAsync(changes, cancellationToken);
        foreach (var outcome in outcomes) IndicatorsTelemetry.Recomputed(outcome);
        // Overtaken: the marks stay, so the site-days are taken up again.
        if (outcomes[0] == CellOutcome.Overtaken) return outcomes;
        // Whatever the outcome: the cell may be that of somebody who died before this.
        await spans.TouchAsync(readings.Select(reading => reading.Day), cancellationToken);
        var isCleared = await facts.ClearAsync([.. readings.Select(reading => (reading.Day, reading.Notes))], cancellationToken);
        List<(SiteDay, long)> settled = [.. changes.Zip(readings).Where(one => one.Second.Carried.Count == 0 && one.First.Counted.Count > FewSettled).Select(one => (one.First.Day, one.First.Pass))];
        if (isCleared && settled.Count > 0) await cells.ForgetSettledAsync(settled, cancellationToken);
        return outcomes;
    }

    /// <summary>Counts all facts of a site-day and writes its cell anew if it says something else: it was altered or lost.</summary>
    /// <returns>Whether it was; not when facts are dirty and the worker is about to.</returns>
    public async Task<bool> MendAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var cell = await cells.FindAsync(day, cancellationToken);
        if (await CountAsync(day, cell, cancellationToken) is not { Notes.Count: 0 } reading) return false;
        if (cell is not null && cell.Content.SaysTheSameAs(reading.Content)) return false;
        // The version of a lost cell is lost too, and cuts tell versions apart. Seconds outrun any number of changes.
        var beyond = time.GetUtcNow().ToUnixTimeSeconds();
        var outcomes = await cells.WriteAsync([new CellChange(day, cell, reading.Content, []) { FirstVersion = beyond }], cancellationToken);
        await spans.TouchAsync([day], cancellationToken);
        return outcomes[0] == CellOutcome.Changed;
    }

    private async Task<SiteDayReading?> CountAsync(SiteDay day, CellDocument? cell, CancellationToken cancellationToken) =>
        await facts.CountAsync(day, cancellationToken) is { } count
            ? new SiteDayReading(day, cell, contents.Of(count.States), count.Notes.Values, TraceContext.CausesOf(count.Causes))
            : null;

    // The first of a day. Unless nothing was counted of any of them, a cell was lost; more than are read at once are counted as a whole.
    private SiteDayReading? Begin(SiteDay day, IReadOnlyList<DirtyFact> dirty)
    {
        if (dirty.Count == DirtyFacts.MostRead || dirty.Any(fact => fact.KnownState is not null)) return null;
        var counts = new StateCounts();
        foreach (var fact in dirty.Where(fact => fact.IsOnDay)) counts.Add(fact.Source, fact.State);
        return new SiteDayReading(day, null, contents.Of(counts.ToStates()), [.. dirty.Select(fact => fact.Note)], TraceContext.CausesOf(dirty.SelectMany(fact => fact.Causes)));
    }

    // Null where the cell, or what it has of a dirty fact, is not known for certain.
    private SiteDayReading? Change(SiteDay day, CellDocument? cell, IReadOnlyList<DirtyFact> dirty)
    {
        if (!dirty.All(fact => fact.IsCertain)) return null;
        if (cell is null) return Begin(day, dirty);
        if (cell.Settled is not { } settled || settled.Pass != cell.Pass) return null;
        var counted = settled.ToVersions();
        var changes = new StateCounts();
        foreach (var fact in dirty)
        {
            var before = fact.KnownState;
            if (counted.Remove(fact.Note.Id, out var version) && !fact.TryGetState(version, out before)) return null;
            if (before is not null) changes.Add(fact.Source, before, -1);
            if (fact.IsOnDay) changes.Add(fact.Source, fact.State);
        }
        if (contents.TryChange(cell.Content, changes.ToStates()) is not { } content) return null;
        return new SiteDayReading(day, cell, content, [.. dirty.Select(fact => fact.Note)], TraceContext.CausesOf(dirty.SelectMany(fact => fact.Causes)))
        {
            // All that are still dirty were read, unless there are more than that.
            Carried = dirty.Count < DirtyFacts.MostRead ? [] : [.. counted.Select(one => (one.Key, one.Value))],
        };
    }
}
