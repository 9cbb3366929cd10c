using System.Globalization;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;

namespace QualiPref.Indicators.Features;

/// <summary>Reads the parameters of a query and notes everything that is wrong with them.</summary>
internal sealed class QueryFields(IQueryCollection query, FieldErrors errors)
{
    /// <summary>The value of a parameter; null when absent or empty.</summary>
    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A period; null when absent or faulty.</summary>
    public Period? Period(string name, bool required = false)
    {
        if (Text(name) is not { } text)
        {
            if (required) errors.Add(name, "Ce paramètre est obligatoire.", "This parameter is required.");
            return null;
        }
        if (QualiPref.Platform.Time.Period.TryParse(text, out var period)) return period;
        errors.Add(name,
            "Écrivez 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.",
            "A period is expected: 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15.");
        return null;
    }

    /// <summary>A network, which is required; null when there is none of that code.</summary>
    public Network? Network(string name, Catalogue catalogue)
    {
        if (Text(name) is not { } code) errors.Add(name, "Ce paramètre est obligatoire.", "This parameter is required.");
        else if (catalogue.Networks.FirstOrDefault(one => one.Code == code) is { } network) return network;
        else errors.Add(name, "Réseau inconnu.", "Unknown network.");
        return null;
    }

    /// <summary>Whether a parameter says <c>true</c>; not when it is absent or faulty.</summary>
    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is not (null or "true" or "false")) errors.Add(name, "true ou false est attendu.", "true or false is expected.");
        return text == "true";
    }

    /// <summary>A local date; null when absent or faulty.</summary>
    public DateOnly? Date(string name, bool required = false)
    {
        if (Text(name) is not { } text)
        {
            if (required) errors.Add(name, "Ce paramètre est obligatoire.", "This parameter is required.");
            return null;
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        errors.Add(name, "Une date AAAA-MM-JJ est attendue.", "A date yyyy-MM-dd is expected.");
        return null;
    }
}
