using System.Globalization;

namespace QualiPref.Platform.Time;

/// <summary>Dates as the contract and the catalogue write them.</summary>
internal static class IsoDate
{
    private const string Format = "yyyy-MM-dd";

    internal static bool TryParse(ReadOnlySpan<char> text, out DateOnly date) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    internal static string ToIso(this DateOnly date) => date.ToString(Format, CultureInfo.InvariantCulture);
}
