using System.Globalization;

namespace QualiPref.Portal.Wording;

/// <summary>Dates and numbers as French readers expect them, whatever the culture of the server.</summary>
internal static class FrenchText
{
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Such as <c>3 juillet 2026</c>.</summary>
    public static string Long(DateOnly date) => date.Day == 1
        ? "1er " + date.ToString("MMMM yyyy", Culture)
        : date.ToString("d MMMM yyyy", Culture);

    /// <summary>Such as <c>03/07/2026</c>, for tables.</summary>
    public static string Short(DateOnly date) => date.ToString("dd/MM/yyyy", Culture);

    public static string ShortOrDash(DateOnly? date) => date is { } day ? Short(day) : "–";

    /// <summary>A whole number with thin spaces.</summary>
    public static string Count(double number) => number.ToString("#,0", Culture);

    /// <summary>A ratio such as <c>85,0 %</c>.</summary>
    public static string Percent(double ratio) => (ratio * 100).ToString("0.0", Culture) + " %";

    /// <summary>A difference of ratios such as <c>+4,0 points</c>.</summary>
    public static string Points(double difference) => (difference * 100).ToString("+0.0;−0.0;0.0", Culture) + " points";

    public static string Number(double number) => number.ToString("#,0.#", Culture);

    public static string Signed(double number) => number.ToString("+#,0.#;−#,0.#;0", Culture);
}
