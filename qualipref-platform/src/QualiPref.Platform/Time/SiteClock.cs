namespace QualiPref.Platform.Time;

/// <summary>Local legal dates: the calendar day that a site's wall clock shows.</summary>
public static class SiteClock
{
    /// <summary>The local legal date of an instant.</summary>
    /// <param name="zone">The site's IANA time zone.</param>
    /// <param name="instant">Any instant, whatever its offset.</param>
    public static DateOnly LocalDate(this TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>Today's local legal date.</summary>
    /// <param name="zone">The site's IANA time zone.</param>
    /// <param name="time">The clock.</param>
    public static DateOnly Today(this TimeZoneInfo zone, TimeProvider time) => zone.LocalDate(time.GetUtcNow());
}
