using System.Globalization;

namespace QualiPref.Complaints.Templates;

/// <summary>The languages that standard letters can have: those in which kiosks and the public form speak.</summary>
internal static class LetterLanguages
{
    /// <summary>The language that every letter has.</summary>
    public const string French = "fr";

    private const string Arabic = "ar";

    // Isolates: without them a reference such as 91-EVRY-2026-000123 is shown in another order within a text from right to left.
    private const char OpenIsolate = '\u2068', CloseIsolate = '\u2069';

    private static readonly Dictionary<string, (CultureInfo Culture, string Day)> Days = new()
    {
        [French] = (CultureInfo.GetCultureInfo("fr-FR"), "d MMMM yyyy"),
        ["en"] = (CultureInfo.GetCultureInfo("en-GB"), "d MMMM yyyy"),
        ["es"] = (CultureInfo.GetCultureInfo("es-ES"), "d 'de' MMMM 'de' yyyy"),
        ["pt"] = (CultureInfo.GetCultureInfo("pt-PT"), "d 'de' MMMM 'de' yyyy"),
        // In numbers: the months have other names from one country to the next.
        [Arabic] = (CultureInfo.InvariantCulture, "dd/MM/yyyy"),
    };

    /// <summary>All of them, French first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Days.Keys];

    /// <summary>The language if it is one of these, else French.</summary>
    public static string OrFrench(string? language) => language is not null && Days.ContainsKey(language) ? language : French;

    /// <summary>A day as the language writes it.</summary>
    public static string Day(DateOnly day, string language)
    {
        var (culture, format) = Days[language];
        return day.ToString(language == French && day.Day == 1 ? "d'er' MMMM yyyy" : format, culture);
    }

    /// <summary>Where and when a letter was written, as it stands at its head.</summary>
    public static string Dated(string place, DateOnly day, string language)
    {
        var written = Day(day, language);
        return (place.Length > 0, language == French) switch
        {
            (true, true) => $"{place}, le {written}",
            (true, false) => $"{place}, {written}",
            (false, true) => $"Le {written}",
            _ => written,
        };
    }

    /// <summary>A value as it stands in a text of the language.</summary>
    public static string Within(string value, string language) => language == Arabic ? $"{OpenIsolate}{value}{CloseIsolate}" : value;
}
