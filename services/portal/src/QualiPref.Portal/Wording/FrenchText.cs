using System.Globalization;
using QualiPref.Platform.Time;

namespace QualiPref.Portal.Wording;

/// <summary>Dates and numbers as French readers expect them, whatever the culture of the server.</summary>
internal static class FrenchText
{
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Such as <c>3 juillet 2026</c>.</summary>
    public static string Long(DateOnly date) => date.InFrench();

    /// <summary>Such as <c>vendredi 3 juillet 2026</c>.</summary>
    public static string LongWithDay(DateOnly date) => date.InFrenchWithDay();

    /// <summary>Such as <c>03/07/2026</c>, for tables.</summary>
    public static string Short(DateOnly date) => date.ToString("dd/MM/yyyy", Culture);

    /// <summary>A date as an address writes it, in words; the text itself when it is none.</summary>
    public static string LongOrAsIs(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Long(date) : text ?? "";

    public static string ShortOrDash(DateOnly? date) => date is { } day ? Short(day) : "–";

    /// <summary>Such as <c>3 juillet 2026 à 14 h 05</c>, in the zone of the reader's site.</summary>
    public static string Moment(DateTimeOffset instant, TimeZoneInfo zone) =>
        $"{Long(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime))} à {Hour(instant, zone)}";

    /// <summary>Such as <c>14 h 05</c>.</summary>
    public static string Hour(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).ToString("H'\u00A0h\u00A0'mm", Culture);

    /// <summary>A span such as <c>30 minutes</c> or <c>10 heures</c>.</summary>
    public static string Duration(TimeSpan time) => time.Minutes == 0 ? Counted((long)time.TotalHours, "heure") : Counted((long)time.TotalMinutes, "minute");

    /// <summary>A month such as <c>juillet 2026</c> from <c>2026-07</c> or its first day; the text itself when it is none.</summary>
    public static string Month(string text) =>
        DateOnly.TryParseExact(text.Length == 7 ? text + "-01" : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? first.ToString("MMMM yyyy", Culture)
            : text;

    /// <summary>How long ago, in the largest unit that says it: <c>il y a 3 heures</c>.</summary>
    public static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "à l'instant",
        { TotalHours: < 1 } => "il y a " + Counted(time.Minutes, "minute"),
        { TotalDays: < 1 } => "il y a " + Counted(time.Hours, "heure"),
        _ => "il y a " + Counted(time.Days, "jour"),
    };

    /// <summary>A number with its noun: <c>1 réponse</c>, <c>2 réponses</c>.</summary>
    public static string Counted(long number, string noun) => $"{Count(number)}\u00A0{noun}{(number >= 2 ? "s" : "")}";

    /// <summary>A whole number with thin spaces.</summary>
    public static string Count(double number) => number.ToString("#,0", Culture);

    /// <summary>A ratio such as <c>85,0 %</c>.</summary>
    public static string Percent(double ratio, int decimals = 1) => Decimal(ratio * 100, decimals) + "\u00A0%";

    /// <summary>A number with as many decimals as all of its column have.</summary>
    public static string Decimal(double number, int decimals) => number.ToString($"N{decimals}", Culture);

    /// <summary>A difference of ratios such as <c>+4,0 points</c> or <c>−1,4 point</c>: French has its plural from two on.</summary>
    public static string Points(double difference) => (difference * 100).ToString("+0.0;−0.0;0.0", Culture) + $"\u00A0point{(Math.Abs(difference) >= 0.02 ? "s" : "")}";

    /// <summary>A period as a reader names it, from what the contract writes; the text itself when it is none.</summary>
    public static string PeriodName(string? text) => Period.TryParse(text, out var period) ? period.InFrench() : text ?? "";

    /// <summary>The same as an adverb, such as <c>en 2025</c> or <c>au 3e trimestre 2025</c>.</summary>
    public static string During(string text) => Period.TryParse(text, out var period) ? period.WhenInFrench() : $"en {text}";

    /// <summary>Working days such as <c>8,0 j. ouvrés</c>.</summary>
    public static string WorkingDays(double number, int decimals) => $"{Decimal(number, decimals)}\u00A0j.\u00A0ouvré{(Math.Abs(number) >= 2 ? "s" : "")}";

    public static string Number(double number) => number.ToString("#,0.#", Culture);

    public static string Signed(double number) => number.ToString("+#,0.#;−#,0.#;0", Culture);
}
