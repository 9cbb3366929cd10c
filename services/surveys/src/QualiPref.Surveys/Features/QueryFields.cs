using System.Globalization;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features;

/// <summary>Query parameters that several lists of this service take.</summary>
internal static class QueryFields
{
    /// <summary>The site asked for, else those that the caller's token names.</summary>
    public static IReadOnlyList<string> Sites(string? site, Caller caller, Catalogue catalogue, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(site)) return caller.Sites ?? [.. catalogue.Sites.Select(known => known.Code)];
        if (!catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        return [site];
    }

    /// <summary>The period asked for; null without one.</summary>
    public static Period? Period(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Platform.Time.Period.TryParse(text, out var period)) return period;
        errors.Add("period", "Écrivez 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.",
            "Unreadable period: 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15.");
        return null;
    }

    /// <summary>One of a list of codes; null without one.</summary>
    public static string? Code(string name, string? text, IEnumerable<string> allowed, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (allowed.Contains(text)) return text;
        var list = string.Join(", ", allowed.Take(40));
        errors.Add(name, $"Valeur inconnue ; valeurs admises : {list}.", $"Unknown value; allowed: {list}.");
        return null;
    }

    /// <summary>Where the page before ended.</summary>
    public static ResponsePosition? Position(PageRequest page, FieldErrors errors)
    {
        if (page.After is null) return null;
        if (page.After.Split(' ') is [var day, var rest] && Guid.TryParse(rest, out var id)
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new ResponsePosition(date, id);
        }
        errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        return null;
    }

    /// <summary>What <see cref="Position"/> reads.</summary>
    public static string KeyOf(SurveyResponse response) => KeyOf(response.Date, response.Id);

    /// <summary>The same of anything with a day and an id.</summary>
    public static string KeyOf(DateOnly date, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} {id}");
}
