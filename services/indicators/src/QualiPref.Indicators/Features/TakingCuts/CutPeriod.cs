using QualiPref.Platform.Time;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>The months that a cut holds: those of its period and of the year before.</summary>
internal static class CutPeriod
{
    /// <summary>Reads a period of whole months.</summary>
    /// <returns>Null when the text is none.</returns>
    public static Period? Read(string text) => Period.TryParse(text, out var period) && period.IsWholeMonths ? period : null;

    /// <summary>First days of the months, in order.</summary>
    public static IReadOnlyList<DateOnly> Months(string period)
    {
        var own = Period.Parse(period);
        return [.. own.YearBefore().Months().Concat(own.Months()).Select(month => month.From).Distinct().Order()];
    }

    public static DateOnly MonthOf(DateOnly date) => new(date.Year, date.Month, 1);

    public static DateOnly LastDayOf(DateOnly month) => month.AddMonths(1).AddDays(-1);
}
