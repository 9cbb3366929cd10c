namespace QualiPref.Synthetic;

/// <summary>Local time of the demonstration networks.</summary>
internal static class LocalTime
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The instant of a local clock reading; a reading the clocks skip is moved an hour on.</summary>
    /// <param name="local">Clock reading.</param>
    /// <param name="secondPass">Of an hour that happens twice, the second.</param>
    public static DateTimeOffset At(DateTime local, bool secondPass = false)
    {
        if (Paris.IsInvalidTime(local))
            local = local.AddHours(1);
        if (Paris.IsAmbiguousTime(local))
            return new DateTimeOffset(local, Paris.GetAmbiguousTimeOffsets(local).Order().ElementAt(secondPass ? 0 : 1));
        return new DateTimeOffset(local, Paris.GetUtcOffset(local));
    }

    /// <summary>The two Sundays on which the clocks change.</summary>
    public static (DateOnly Spring, DateOnly Autumn) ClockChanges(int year) => (LastSunday(year, 3), LastSunday(year, 10));

    private static DateOnly LastSunday(int year, int month)
    {
        var last = new DateOnly(year, month, 1).AddMonths(1).AddDays(-1);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
