namespace QualiPref.Recomputation;

/// <summary>The local legal date of the demonstration sites, all of which keep the time of Paris.</summary>
public static class LegalDate
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The date on a site's wall at an instant.</summary>
    /// <param name="instant">Any instant, any offset.</param>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);
}
