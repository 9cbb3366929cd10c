using System.Globalization;

namespace QualiPref.Platform.Time;

/// <summary>Dates as French sentences write them, whatever the culture of the server: <c>3 juillet 2026</c>, but <c>1er juillet 2026</c>.</summary>
public static class FrenchDate
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Day, month and year.</summary>
    public static string InFrench(this DateOnly date) => date.ToString(date.Day == 1 ? "d'er' MMMM yyyy" : "d MMMM yyyy", French);

    /// <summary>With the day of the week: <c>mardi 1er décembre 2026</c>.</summary>
    public static string InFrenchWithDay(this DateOnly date) => $"{date.ToString("dddd", French)} {date.InFrench()}";
}
