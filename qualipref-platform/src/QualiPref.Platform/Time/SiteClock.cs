namespace QualiPref.Platform.Time;

/// <summary>Local legal dates: the calendar day that a site's wall clock shows.</summary>
public static class SiteClock
{
    /// <summary>The local legal date of an instant.</summary>
    /// <param name="zone">The site's IANA time zone.</param>
    /// <param name="instant">Any instant, whatever its offset.</param>
    public static DateOnly LocalDate(this TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant at which a local legal date begins.</summary>
    /// <param name="zone">The site's IANA time zone.</param>
    /// <param name="date">The date.</param>
    public static DateTimeOffset BeginningOf(this TimeZoneInfo zone, DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    /// <summary>Today's local legal date.</summary>
    /// <param name="zone">The site's IANA time zone.</param>
    /// <param name="time">The clock.</param>
    public static DateOnly Today(this TimeZoneInfo zone, TimeProvider time) => zone.LocalDate(time.GetUtcNow());
}
