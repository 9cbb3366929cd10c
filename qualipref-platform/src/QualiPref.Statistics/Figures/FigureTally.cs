using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Statistics.Figures;

/// <summary>
/// What the cells of some sites add up to, in a period and in the one it is compared with: whole numbers, the same whatever the order of the
/// cells and however they are split. A cell is added as it is read and need not be kept.
/// </summary>
public sealed class FigureTally
{
    private readonly Dictionary<(string Site, string Source), DateOnly> _heardBefore = [];

    /// <summary>Nothing added yet.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="period">The period of the figures.</param>
    /// <param name="comparisonPeriod">The period to compare with; null for no comparison.</param>
    /// <param name="asOf">Local legal date at which open cases are judged: overdue is due strictly before it. Serves both periods.</param>
    public FigureTally(IReadOnlyCollection<string> sites, FigurePeriod period, FigurePeriod? comparisonPeriod, DateOnly asOf)
    {
        Period = period;
        ComparisonPeriod = comparisonPeriod;
        AsOf = asOf;
        Current = Empty(sites, period);
        Previous = comparisonPeriod is null ? null : Empty(sites, comparisonPeriod);
    }

    /// <summary>The period of the figures.</summary>
    public FigurePeriod Period { get; }

    /// <summary>The period to compare with; null for no comparison.</summary>
    public FigurePeriod? ComparisonPeriod { get; }

    /// <summary>Local legal date at which open cases are judged.</summary>
    public DateOnly AsOf { get; }

    /// <summary>Site-days of the period that a cell was added for.</summary>
    public int SiteDays => Current.Values.Sum(site => site.Days);

    /// <summary>
    /// Takes note of the first month in which a source had anything to say of a site. It matters only when it is over before both periods: within them, the cells
    /// say the day. Not while cells are added.
    /// </summary>
    /// <param name="heard">Source, site and month; one of another site is passed over.</param>
    public void Add(SourceSince heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        var after = heard.Month.AddMonths(1);
        if (after <= Period.From && !(after > ComparisonPeriod?.From))
            _heardBefore[(heard.Site, heard.Source)] = heard.Month;
    }

    /// <summary>Since when a source has had anything to say of a site; null when it never had.</summary>
    internal DateOnly? SinceOf(string site, string source) =>
        _heardBefore.TryGetValue((site, source), out var month)
            ? month
            : new[] { Current[site].FirstRecordOf(source), Previous?[site].FirstRecordOf(source) }.Min();

    internal IReadOnlyDictionary<string, SiteTally> Current { get; }

    internal IReadOnlyDictionary<string, SiteTally>? Previous { get; }

    /// <summary>
    /// Adds a site-day, or a part of one; those of other sites and other days are passed over. Cells of different sites may be added at the
    /// same time, those of one site only one after the other.
    /// </summary>
    /// <param name="cell">The cell.</param>
    public void Add(SiteDayCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        Current.GetValueOrDefault(cell.Site)?.Add(cell, AsOf);
        Previous?.GetValueOrDefault(cell.Site)?.Add(cell, AsOf);
    }

    /// <summary>
    /// Adds whole months of a site instead of their cells, with the same freedom; they lie within each of the two periods or outside of it.
    /// </summary>
    /// <param name="span">The months.</param>
    public void Add(SiteSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        Current.GetValueOrDefault(span.Site)?.Add(span, AsOf);
        Previous?.GetValueOrDefault(span.Site)?.Add(span, AsOf);
    }

    /// <summary>Adds cells one by one, with the same freedom as <see cref="Add(SiteDayCell)"/>.</summary>
    /// <param name="cells">The cells.</param>
    public void Add(IEnumerable<SiteDayCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        foreach (var cell in cells)
            Add(cell);
    }

    private static Dictionary<string, SiteTally> Empty(IEnumerable<string> sites, FigurePeriod period) =>
        sites.ToDictionary(site => site, _ => new SiteTally(period), StringComparer.Ordinal);
}
