namespace QualiPref.Recomputation;

/// <summary>Working days of metropolitan France: Monday to Friday without the eleven national holidays (Code du travail, L3133-1).</summary>
public static class WorkingDays
{
    /// <summary>Whether a day is worked.</summary>
    /// <param name="day">A local date.</param>
    public static bool IsWorked(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The last date of a delay; counting starts the day after.</summary>
    /// <param name="from">Day of reception.</param>
    /// <param name="workingDays">Length of the delay, at least 1.</param>
    public static DateOnly After(DateOnly from, int workingDays)
    {
        var day = from;
        while (workingDays > 0)
        {
            day = day.AddDays(1);
            if (IsWorked(day))
                workingDays--;
        }
        return day;
    }

    /// <summary>Working days after one date up to and including another; 0 when that is the same day or only days off lie between.</summary>
    /// <param name="from">Day of reception, not counted.</param>
    /// <param name="to">Day of the answer, counted when worked.</param>
    public static int Between(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            if (IsWorked(day))
                count++;
        return count;
    }

    /// <summary>Easter Sunday by Gauss's rule as corrected in 1816, for the Gregorian calendar.</summary>
    /// <param name="year">A year from 1900 to 2099.</param>
    public static DateOnly Easter(int year)
    {
        const int m = 24, n = 5; // Gauss's constants for 1900–2099
        var d = ((19 * (year % 19)) + m) % 30;
        var e = ((2 * (year % 4)) + (4 * (year % 7)) + (6 * d) + n) % 7;
        if (d == 29 && e == 6)
            return new DateOnly(year, 4, 19);
        if (d == 28 && e == 6 && ((11 * m) + 11) % 30 < 19)
            return new DateOnly(year, 4, 18);
        return new DateOnly(year, 3, 22).AddDays(d + e);
    }

    private static bool IsHoliday(DateOnly day)
    {
        if ((day.Month, day.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25))
            return true;
        var afterEaster = day.DayNumber - Easter(day.Year).DayNumber;
        return afterEaster is 1 or 39 or 50; // Easter Monday, Ascension, Whit Monday
    }
}
