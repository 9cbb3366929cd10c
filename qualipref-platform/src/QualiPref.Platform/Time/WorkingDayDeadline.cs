namespace QualiPref.Platform.Time;

/// <summary>A due date in working days, with its proof.</summary>
public sealed record WorkingDayDeadline
{
    /// <summary>Last day within the delay, local legal date.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Holidays and closures from Monday to Friday that were passed over. Weekends are only in <see cref="Days"/>.</summary>
    public required IReadOnlyList<SkippedDay> Skipped { get; init; }

    /// <summary>Every day from the day after the start to <see cref="DueOn"/>, in order.</summary>
    public required IReadOnlyList<CountedDay> Days { get; init; }

    /// <summary>Which dated data were used: <see cref="WorkingDayCalendar.Version"/>.</summary>
    public required string CalendarVersion { get; init; }
}
