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
}

/// <summary>
/// Recomputes one site-day: what dirty facts changed is added to its cell, and where that cannot be told all facts are counted. Any number of replicas may do so at
/// once; the order of the steps keeps it right. Facts are read after the cell, so a cell that was written since defeats a reading that is older; which dirty facts a
/// cell counts is written with it, so no death between cell and marks counts one twice. A fact that arrives or changes meanwhile keeps its mark.
/// </summary>
internal sealed class CellRecomputation(DirtyFacts facts, CellStore cells, CellContents contents, TimeProvider time)
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

    public async Task<CellOutcome> WriteAsync(SiteDayReading reading, CancellationToken cancellationToken)
    {
        var counted = reading.Notes.Select(note => (note.Id, note.Version)).Concat(reading.Carried).ToList();
        var outcome = await cells.WriteAsync(reading.Day, reading.Cell, reading.Content, counted, cancellationToken);
        // Overtaken: the marks stay, so the site-day is taken up again.
        if (outcome == CellOutcome.Overtaken) return outcome;
        var isCleared = await facts.ClearAsync(reading.Day, reading.Notes, cancellationToken);
        if (isCleared && reading.Carried.Count == 0 && counted.Count > FewSettled)
        {
            await cells.ForgetSettledAsync(reading.Day, (reading.Cell?.Pass ?? 0) + 1, cancellationToken);
        }
        return outcome;
    }

    /// <summary>Counts all facts of a site-day and writes its cell anew if it says something else: it was altered or lost.</summary>
    /// <returns>Whether it was; not when facts are dirty and the worker is about to.</returns>
    public async Task<bool> MendAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var cell = await cells.FindAsync(day, cancellationToken);
        if (await CountAsync(day, cell, cancellationToken) is not { Notes.Count: 0 } reading) return false;
        if (cell is not null && cell.Content.SaysTheSameAs(reading.Content)) return false;
        // The version of a lost cell is lost too, and stamps of cells rely on versions that only grow. Seconds outrun any number of changes.
        var beyond = time.GetUtcNow().ToUnixTimeSeconds();
        return await cells.WriteAsync(day, cell, reading.Content, [], cancellationToken, beyond) == CellOutcome.Changed;
    }

    private async Task<SiteDayReading?> CountAsync(SiteDay day, CellDocument? cell, CancellationToken cancellationToken) =>
        await facts.CountAsync(day, cancellationToken) is { } count
            ? new SiteDayReading(day, cell, contents.Of(count.States), count.Notes.Values, TraceContext.CausesOf(count.Causes))
            : null;

    // Null where the cell, or what it has of a dirty fact, is not known for certain.
    private SiteDayReading? Change(SiteDay day, CellDocument? cell, IReadOnlyList<DirtyFact> dirty)
    {
        if (cell?.Settled is not { } settled || settled.Pass != cell.Pass || !dirty.All(fact => fact.IsCertain)) return null;
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
