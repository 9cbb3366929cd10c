using QualiPref.Indicators.Storage;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>A site-day as it was read: which facts were dirty, the cell before, and what all its facts say.</summary>
internal sealed record SiteDayReading(SiteDay Day, IReadOnlyList<FactNote> Notes, CellDocument? Cell, CellContent Content)
{
    /// <summary>Trace parents of what made it dirty; null when nothing was traced.</summary>
    public IReadOnlyList<string>? Causes { get; init; }
}

/// <summary>
/// Recomputes one site-day. Any number of replicas may do so at once; the order of the steps keeps it right. A fact that arrives
/// after the notes keeps its mark. Facts are read after the cell, so a cell that was written since defeats a reading that is older.
/// </summary>
internal sealed class CellRecomputation(DirtyFacts facts, CellStore cells, CellContents contents, TimeProvider time)
{
    public async Task<SiteDayReading> ReadAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var notes = await facts.NoteAsync(day, cancellationToken);
        // After the notes, so that no fact that is noted lacks its cause; nobody listens, nobody asks.
        var causes = notes.Count > 0 && IndicatorsTelemetry.Source.HasListeners() ? await facts.CausesAsync(day, cancellationToken) : [];
        var cell = await cells.FindAsync(day, cancellationToken);
        var states = await facts.CountAsync(day, cancellationToken);
        return new SiteDayReading(day, notes, cell, contents.Of(states))
        {
            // A version that was not published yet is told with the next one.
            Causes = TraceContext.CausesOf(causes.Append(cell?.TraceParent)),
        };
    }

    public async Task<CellWrite> WriteAsync(SiteDayReading reading, CancellationToken cancellationToken)
    {
        var write = await cells.WriteAsync(reading.Day, reading.Cell, reading.Content, cancellationToken);
        // Overtaken: the marks stay, so the site-day is taken up again.
        if (write.Outcome != CellOutcome.Overtaken) await facts.ClearAsync(reading.Day, reading.Notes, cancellationToken);
        return write;
    }

    /// <summary>Recomputes a site-day whose facts are all counted if its cell says something else: it was altered or lost.</summary>
    /// <returns>The cell to publish; null when nothing was wrong.</returns>
    public async Task<CellDocument?> MendAsync(SiteDayReading reading, CancellationToken cancellationToken)
    {
        if (reading.Cell is { } cell && cell.Content.SaysTheSameAs(reading.Content)) return null;
        // Dirty facts: the worker is about to. Asked once more, for what came while the facts were read is in them and not yet in the cell.
        if (reading.Notes.Count > 0 || (await facts.NoteAsync(reading.Day, cancellationToken)).Count > 0) return null;
        // The version of a lost cell is lost too, and whoever was told of it takes none but a higher one. Seconds outrun any number of changes.
        var beyond = time.GetUtcNow().ToUnixTimeSeconds();
        return (await cells.WriteAsync(reading.Day, reading.Cell, reading.Content, cancellationToken, beyond)).Cell;
    }
}
