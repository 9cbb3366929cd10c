using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Statistics.Figures;

/// <summary>Between which days the sources recorded anything of a site.</summary>
internal sealed class RecordedDays
{
    private readonly SortedDictionary<string, DateOnly> _first = new(StringComparer.Ordinal);

    /// <summary>First day of each source; one that recorded nothing is absent.</summary>
    public IReadOnlyDictionary<string, DateOnly> First => _first;

    /// <summary>Last day of any source; null when none recorded anything.</summary>
    public DateOnly? Last { get; private set; }

    public DateOnly? FirstOf(string source) => _first.TryGetValue(source, out var first) ? first : null;

    /// <summary>By content, not by the cell being there: a correction can leave an empty cell behind, a recomputation from facts does not.</summary>
    public void Note(SiteDayCell cell)
    {
        Note(FigureSource.Surveys, cell.Date, cell.Answers.Any(row => row.Blank > 0 || row.Options.Count > 0));
        Note(FigureSource.Complaints, cell.Date, cell.Complaints.Any(row => row.Received > 0));
        Note(FigureSource.Measurements, cell.Date, cell.Measurements.Count > 0);
    }

    public void Note(SiteSpan span)
    {
        foreach (var (source, first) in span.FirstRecords)
            Note(source, first, hasContent: true);
        if (span.LastRecord > Last)
            Last = span.LastRecord;
    }

    private void Note(string source, DateOnly date, bool hasContent)
    {
        if (!hasContent)
            return;
        if (!(date <= Last))
            Last = date;
        if (!(FirstOf(source) <= date))
            _first[source] = date;
    }
}
