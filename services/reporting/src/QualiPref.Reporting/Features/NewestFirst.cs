using System.Globalization;
using QualiPref.Platform.Http;

namespace QualiPref.Reporting.Features;

/// <summary>Lists that begin with what is newest: their cursor is an instant and an id.</summary>
internal static class NewestFirst
{
    public static string Key(DateTime createdAt, Guid id) => $"{createdAt:O}|{id}";

    public static (DateTime CreatedAt, Guid Id)? ReadCursor(PageRequest page, FieldErrors errors)
    {
        if (page.After is null) return null;
        if (page.After.Split('|') is [var instant, var text]
            && DateTime.TryParseExact(instant, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var createdAt)
            && Guid.TryParseExact(text, "D", out var id))
        {
            return (createdAt, id);
        }
        errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        return null;
    }

    /// <summary>The instant as the database keeps it: a finer one would make a repetition answer another one than the first time.</summary>
    public static DateTime ToMilliseconds(this DateTime instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));
}
