namespace QualiPref.Synthetic;

/// <summary>
/// Days on which a prefecture of mainland France is open: Monday to Friday without the eleven public holidays of article L3133-1 of the code du travail. Written anew
/// here, because nothing of this project may share a mistake with what it exercises.
/// </summary>
internal static class FrenchWorkingDays
{
    private static readonly (int Month, int Day)[] Fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

    /// <summary>Days from Easter Sunday to Easter Monday, Ascension and Whit Monday.</summary>
    private static readonly int[] AfterEaster = [1, 39, 50];

    public static bool Has(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !Fixed.Contains((day.Month, day.Day))
        && !AfterEaster.Contains(day.DayNumber - Easter(day.Year).DayNumber);

    /// <summary>The day itself when the prefecture is open, else the next on which it is.</summary>
    public static DateOnly OnOrAfter(DateOnly day)
    {
        while (!Has(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The day itself when the prefecture is open, else the last on which it was.</summary>
    public static DateOnly OnOrBefore(DateOnly day)
    {
        while (!Has(day))
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).</summary>
    private static DateOnly Easter(int year)
    {
        var (golden, century, inCentury) = (year % 19, year / 100, year % 100);
        var correction = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - correction + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (inCentury / 4)) - epact - (inCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var days = epact + weekday - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}
