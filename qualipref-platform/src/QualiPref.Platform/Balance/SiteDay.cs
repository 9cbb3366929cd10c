namespace QualiPref.Platform.Balance;

/// <summary>A local legal day of a site: the grain of the balance.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Date">Local legal date.</param>
public sealed record SiteDay(string Site, DateOnly Date);
