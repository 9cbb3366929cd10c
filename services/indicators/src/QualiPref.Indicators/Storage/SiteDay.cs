using System.Globalization;

namespace QualiPref.Indicators.Storage;

/// <summary>The grain of everything that is counted: one site on one local legal day, written <c>91-EVRY|2026-07-03</c>.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Date">Local legal date.</param>
internal readonly record struct SiteDay(string Site, DateOnly Date)
{
    public const char Separator = '|';

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Site}{Separator}{Date:yyyy-MM-dd}");

    /// <summary>Reads a date as stored; false when it is none.</summary>
    public static bool TryReadDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static SiteDay Parse(string text)
    {
        var at = text.LastIndexOf(Separator);
        return new SiteDay(text[..at], DateOnly.ParseExact(text.AsSpan(at + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
