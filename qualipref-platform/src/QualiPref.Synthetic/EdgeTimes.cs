namespace QualiPref.Synthetic;

/// <summary>
/// The instants at which a year's figures go wrong when the date is taken in UTC or the clock change is forgotten: New Year's nights, the
/// days of 23 and 25 hours, and the first hour of months and quarters.
/// </summary>
public static class EdgeTimes
{
    /// <summary>About thirty instants, in local time, in UTC and with a far offset in turn; two of them belong to the neighbouring years.</summary>
    /// <param name="year">Calendar year.</param>
    public static IReadOnlyList<DateTimeOffset> Of(int year)
    {
        var (spring, autumn) = LocalTime.ClockChanges(year);
        DateTimeOffset[] local =
        [
            At(new(year, 1, 1), 0, 7), At(new(year, 1, 1), 0, 52), At(new(year - 1, 12, 31), 23, 48), At(new(year, 12, 31), 23, 21),
            At(new(year, 12, 31), 23, 53), At(new(year + 1, 1, 1), 0, 12),
            At(spring, 0, 20), At(spring, 1, 55), At(spring, 3, 5), At(spring, 23, 50), At(spring.AddDays(1), 0, 30),
            At(spring.AddDays(1), 1, 30), At(spring.AddDays(-1), 23, 40),
            At(autumn, 0, 30), At(autumn, 2, 30), At(autumn, 2, 30, secondPass: true), At(autumn, 23, 40), At(autumn.AddDays(1), 0, 20),
            At(autumn.AddDays(-1), 23, 45),
            .. Enumerable.Range(2, 11).Select(month => At(new(year, month, 1), month % 2, 25)),
        ];
        return [.. local.Select((at, i) => (i % 3) switch { 0 => at, 1 => at.ToUniversalTime(), _ => at.ToOffset(TimeSpan.FromHours(11)) })];
    }

    private static DateTimeOffset At(DateOnly day, int hour, int minute, bool secondPass = false) =>
        LocalTime.At(day.ToDateTime(new TimeOnly(hour, minute)), secondPass);
}
