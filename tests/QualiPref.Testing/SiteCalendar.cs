namespace QualiPref.Testing;

/// <summary>
/// The calendar on the wall of the demonstration's sites. For an hour or two of each day it is another than in UTC, and so is its year in the last
/// ones of December.
/// </summary>
public static class SiteCalendar
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Today's date there.</summary>
    public static DateOnly Today => DateOf(TimeProvider.System.GetUtcNow());

    /// <summary>The date there at an instant.</summary>
    /// <param name="instant">Any instant, any offset.</param>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);
}
