using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>Reads what a handler looks for.</summary>
internal static partial class CaseQueryReader
{
    private const string AnyOpen = "open";

    private const int LongestWords = 200;

    /// <summary>The filters, all optional and combined.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        QueryParameter.Site,
        QueryParameter.Code("status", "A state, or any open one.", [.. CaseNames.All<CaseStatus>(), AnyOpen]),
        QueryParameter.Text("assignee", "Id of the person to whom the case was given; of one that was given before there were persons, the name that was written then.", 100),
        QueryParameter.Text("motive", "Code of a motive.", 100),
        QueryParameter.Flag("overdue", "Whether the case is open past its due date."),
        QueryParameter.Date("dueBefore", "Due before this day, which is excluded."),
        QueryParameter.Text("q", "A reference or its beginning, or words of subject, text or name.", LongestWords),
    ];

    /// <summary>Reads the filters; an empty one is none.</summary>
    public static CaseQuery Read(IQueryCollection query, Catalogue catalogue, string? after, FieldErrors errors)
    {
        string? Text(string name, int longest)
        {
            var text = query[name].ToString();
            if (text.Length > longest) errors.Add(name, $"{longest} caractères au plus.", $"At most {longest} characters.");
            return text.Length == 0 || text.Length > longest ? null : text;
        }

        string? Code(string name, IReadOnlyCollection<string> allowed)
        {
            if (Text(name, 100) is not { } code) return null;
            if (allowed.Contains(code)) return code;
            errors.Add(name, $"Valeur inconnue ; valeurs admises : {string.Join(", ", allowed)}.", $"Unknown value; allowed: {string.Join(", ", allowed)}.");
            return null;
        }

        var read = new CaseQuery
        {
            Sites = Code("site", [.. catalogue.Sites.Select(site => site.Code)]) is { } only ? [only] : null,
            Statuses = Code("status", [.. CaseNames.All<CaseStatus>(), AnyOpen]) switch
            {
                null => null,
                AnyOpen => CaseStatuses.Open,
                var one => [CaseNames.Parse<CaseStatus>(one)],
            },
            Assignee = Text("assignee", 100),
            Motive = Code("motive", [.. catalogue.Motives.Select(motive => motive.Code)]),
            Overdue = Code("overdue", ["true", "false"]) switch { null => null, var flag => flag == "true" },
            DueBefore = Text("dueBefore", 100) is { } date ? ReadDate("dueBefore", date, errors) : null,
            Words = Text("q", LongestWords),
            After = after is null ? null : ReadCursor(after, errors),
        };
        return read.Words is { } words && Reference().IsMatch(words) ? read with { ReferenceStart = words, Words = null } : read;
    }

    private static DateOnly? ReadDate(string name, string text, FieldErrors errors)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        errors.Add(name, "Une date AAAA-MM-JJ est attendue.", "A date yyyy-MM-dd is expected.");
        return null;
    }

    private static CasePosition? ReadCursor(string after, FieldErrors errors)
    {
        var parts = after.Split('|');
        if (parts.Length == 2
            && DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var dueOn)
            && Guid.TryParse(parts[1], out var id)) return new CasePosition(dueOn, id);
        errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        return null;
    }

    // A département, then a site, as references begin: 91-EVRY-2026-000123.
    [GeneratedRegex(@"\A[0-9][0-9AaBb][0-9]?-[A-Za-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
