using QualiPref.Indicators.Storage;
using QualiPref.Platform.Time;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>Of what some periods are put together: whole years, the whole months beside them, and the days of months that one of them cuts.</summary>
/// <param name="Years">The years.</param>
/// <param name="Months">First days of the months.</param>
/// <param name="CutMonths">First days of those of which days are read.</param>
internal sealed record SpanPlan(IReadOnlyList<int> Years, IReadOnlyList<DateOnly> Months, IReadOnlyList<DateOnly> CutMonths)
{
    /// <summary>Plans so that each year and month lies within each of the periods or outside of it.</summary>
    public static SpanPlan Of(IReadOnlyCollection<Period> periods)
    {
        var touched = ByDay(periods).CutMonths;
        List<DateOnly> cut = [.. touched.Where(month => periods.Any(period => Touches(period, month) && !Holds(period, month)))];
        List<DateOnly> whole = [.. touched.Except(cut)];
        List<int> years = [.. whole.GroupBy(month => month.Year).Where(year => year.Count() == 12 && IsAlike(year, periods)).Select(year => year.Key)];
        return new SpanPlan(years, [.. whole.Where(month => !years.Contains(month.Year))], cut);
    }

    /// <summary>Plans to read each day.</summary>
    public static SpanPlan ByDay(IReadOnlyCollection<Period> periods) =>
        new([], [], [.. periods.SelectMany(period => MonthsIn(period)).Distinct().Order()]);

    /// <summary>The sums that a site has in it.</summary>
    public IEnumerable<SpanKey> Of(string site) => [.. Years.Select(year => new SpanKey(site, year, null)), .. Months.Select(month => KeyOf(site, month))];

    /// <summary>All that says by its count whether any of the site's cells in it may have changed.</summary>
    public IEnumerable<SpanKey> StampOf(string site) => [.. Of(site), .. CutMonths.Select(month => KeyOf(site, month))];

    private static SpanKey KeyOf(string site, DateOnly month) => new(site, month.Year, month.Month);

    private static bool IsAlike(IEnumerable<DateOnly> months, IReadOnlyCollection<Period> periods) =>
        periods.All(period => months.All(month => Holds(period, month)) || !months.Any(month => Holds(period, month)));

    private static bool Holds(Period period, DateOnly month) => period.Contains(month) && period.Contains(LastDayOf(month));

    private static bool Touches(Period period, DateOnly month) => period.From <= LastDayOf(month) && month <= period.To;

    private static IEnumerable<DateOnly> MonthsIn(Period period)
    {
        for (var month = new DateOnly(period.From.Year, period.From.Month, 1); month <= period.To; month = month.AddMonths(1)) yield return month;
    }

    private static DateOnly LastDayOf(DateOnly month) => month.AddMonths(1).AddDays(-1);
}
