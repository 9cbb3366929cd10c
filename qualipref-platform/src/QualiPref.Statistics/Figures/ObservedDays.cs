namespace QualiPref.Statistics.Figures;

/// <summary>The days of a period on which a source could have had something to say of one site, or of several together.</summary>
/// <param name="From">The first of them.</param>
/// <param name="To">The last of them.</param>
/// <param name="Days">How many: of several sites, those of each added up.</param>
internal sealed record ObservedDays(DateOnly From, DateOnly To, int Days)
{
    /// <param name="format">Where the days begin.</param>
    /// <param name="period">The period.</param>
    /// <param name="asOf">Date of judgement.</param>
    /// <param name="sites">Of each site, since when the source has had anything to say, and the last record of the period.</param>
    /// <returns>Null when there is no such day.</returns>
    public static ObservedDays? Of(
        FigureFormat format, FigurePeriod period, DateOnly asOf, IReadOnlyCollection<(DateOnly? Since, DateOnly? LastRecord)> sites)
    {
        if (!format.ObservesFromFirstRecord)
            return Between(period.From, EndOf(period, asOf, sites.Max(site => site.LastRecord)));

        var spans = sites.Select(site => Between(Later(period.From, site.Since), EndOf(period, asOf, site.LastRecord))).OfType<ObservedDays>().ToList();
        return spans.Count == 0 ? null : new(spans.Min(span => span.From), spans.Max(span => span.To), spans.Sum(span => span.Days));
    }

    private static ObservedDays? Between(DateOnly? from, DateOnly to) =>
        from is { } first && first <= to ? new(first, to, to.DayNumber - first.DayNumber + 1) : null;

    /// <summary>A running period ends at the date of judgement, or at its last record.</summary>
    private static DateOnly EndOf(FigurePeriod period, DateOnly asOf, DateOnly? lastRecord)
    {
        var reached = lastRecord > asOf ? lastRecord.Value : asOf;
        return reached < period.To ? reached : period.To;
    }

    /// <summary>Null when the source never had anything to say.</summary>
    private static DateOnly? Later(DateOnly from, DateOnly? since) => since < from ? from : since;
}
