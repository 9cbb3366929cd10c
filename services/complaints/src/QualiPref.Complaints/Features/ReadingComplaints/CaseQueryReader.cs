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
    private const string AnyOpen = "open", NotArrived = "notArrived";

    private const string Back = "<";

    private const int MostIds = 100, LongestIds = MostIds * 40;

    private const int LongestWords = 200;

    private static readonly Dictionary<string, CaseOrder> Orders = new()
    {
        ["dueOn"] = CaseOrder.DueFirst,
        ["-receivedOn"] = CaseOrder.NewestFirst,
        ["gravity"] = CaseOrder.ByGravity,
        ["-gravity"] = CaseOrder.ByGravityReversed,
    };

    /// <summary>Which cases are wanted, by their ids.</summary>
    public static QueryParameter Ids { get; } = QueryParameter.Text("id", $"Ids of cases, at most {MostIds}, separated by commas.", LongestIds);

    /// <summary>The filters and the order, all optional and combined.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        Ids,
        QueryParameter.Site,
        QueryParameter.Code("status", "A state, or any open one.", [.. CaseNames.All<CaseStatus>(), AnyOpen]),
        QueryParameter.Text("assignee", "Id of the person to whom the case was given; of one that was given before there were persons, the name that was written then.", 100),
        QueryParameter.Flag("unassigned", "True: given to nobody."),
        QueryParameter.Text("team", "Code of a team of a site.", 100),
        QueryParameter.Text("motive", "Code of a motive.", 100),
        QueryParameter.Text("gravity", "Code of a gravity.", 100),
        QueryParameter.Text("procedure", $"Code of a procedure that is open beside the case, or `{CaseQuery.AnyProcedure}`.", 100),
        QueryParameter.Text("kind", $"One or several of {string.Join(", ", Kinds.All)}, separated by commas.", 100),
        QueryParameter.Text("channel", "Code of a channel.", 100),
        QueryParameter.Flag("overdue", "Whether the case is open past its due date."),
        QueryParameter.Flag("unread", "True: with a message of the person that nobody has read."),
        QueryParameter.Flag("unreadReview", "True: with a review of the person that nobody has read."),
        QueryParameter.Flag("promiseDue", $"True: with a promise that is overdue or due within {PersonPromise.DaysAhead} days, or that the person says is not kept."),
        QueryParameter.Code("delivery", "`notArrived`: with a letter that was refused, failed, came back or is uncertain, and was not sent again.", [NotArrived]),
        QueryParameter.Flag("aside", "Whether the case is set aside until a day to come."),
        QueryParameter.Date("dueBefore", "Due before this day, which is excluded; cases to which no answer is owed are due on none."),
        QueryParameter.Text("q", "A reference or its beginning, or words of subject, text or name.", LongestWords),
        QueryParameter.Code("sort", "`dueOn`: what is due first comes first, unless said otherwise; `-receivedOn`: what was received last; "
            + "`gravity`: in the order in which the catalogue lists gravities, `-gravity`: in the contrary one, those without any last in both and what is due first before the rest of its gravity.", Orders.Keys),
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

        var order = Code("sort", Orders.Keys) is { } sort ? Orders[sort] : default;
        var read = new CaseQuery
        {
            Ids = ReadIds(query, errors),
            Sites = ReadSites(query, catalogue, errors),
            Statuses = Code("status", [.. CaseNames.All<CaseStatus>(), AnyOpen]) switch
            {
                null => null,
                AnyOpen => CaseStatuses.Open,
                var one => [CaseNames.Parse<CaseStatus>(one)],
            },
            Assignee = Text("assignee", 100),
            Team = Code("team", [.. catalogue.Sites.SelectMany(site => site.Teams).Select(team => team.Code).Distinct()]),
            Motive = Code("motive", [.. catalogue.Motives.Select(motive => motive.Code)]),
            Gravity = Code("gravity", [.. catalogue.Gravities.Select(gravity => gravity.Code)]),
            Procedure = Code("procedure", [.. catalogue.Procedures.Select(procedure => procedure.Code), CaseQuery.AnyProcedure]),
            Unassigned = Code("unassigned", ["true", "false"]) == "true",
            Unread = Code("unread", ["true", "false"]) == "true",
            UnreadReview = Code("unreadReview", ["true", "false"]) == "true",
            PromiseDue = Code("promiseDue", ["true", "false"]) == "true",
            NotArrived = Code("delivery", [NotArrived]) is not null,
            Kinds = ReadKinds(Text("kind", 100), errors),
            Channel = Code("channel", [.. catalogue.ComplaintChannels.Select(channel => channel.Code)]),
            Overdue = Code("overdue", ["true", "false"]) switch { null => null, var flag => flag == "true" },
            Aside = Code("aside", ["true", "false"]) switch { null => null, var flag => flag == "true" },
            DueBefore = Text("dueBefore", 100) is { } date ? ReadDate("dueBefore", date, errors) : null,
            Words = Text("q", LongestWords),
            Order = order,
            From = after is null ? null : ReadCursor(after, order, catalogue, errors),
        };
        return read.Words is { } words && Reference().IsMatch(words) ? read with { ReferenceStart = words, Words = null } : read;
    }

    private static DateOnly? ReadDate(string name, string text, FieldErrors errors)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        errors.Add(name, "Une date AAAA-MM-JJ est attendue.", "A date yyyy-MM-dd is expected.");
        return null;
    }

    /// <summary>Reads <see cref="Ids"/>; null where none are named.</summary>
    public static IReadOnlyList<Guid>? ReadIds(IQueryCollection query, FieldErrors errors)
    {
        var text = query["id"].ToString();
        if (text.Length == 0) return null;
        var ids = text.Length > LongestIds ? [null] : text.Split(',').Select(one => Guid.TryParse(one, out var id) ? id : (Guid?)null).ToList();
        if (ids.Count <= MostIds && ids.TrueForAll(id => id is not null)) return [.. ids.OfType<Guid>()];
        errors.Add("id", $"Des identifiants de dossiers sont attendus, {MostIds} au plus, séparés par des virgules.", $"Ids of cases are expected, at most {MostIds}, separated by commas.");
        return null;
    }

    /// <summary>Reads the one site that is asked about; null where none is named.</summary>
    public static IReadOnlyList<string>? ReadSites(IQueryCollection query, Catalogue catalogue, FieldErrors errors)
    {
        var site = query["site"].ToString();
        if (site.Length == 0) return null;
        if (!catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        return [site];
    }

    private static string[]? ReadKinds(string? text, FieldErrors errors)
    {
        if (text is null) return null;
        string[] kinds = [.. text.Split(',').Distinct()];
        if (kinds.All(Kinds.All.Contains)) return kinds;
        errors.Add("kind", $"Valeur inconnue ; valeurs admises : {string.Join(", ", Kinds.All)}.", $"Unknown value; allowed: {string.Join(", ", Kinds.All)}.");
        return null;
    }

    /// <summary>A place in a list as its cursor holds it; one to go back from bears a mark.</summary>
    public static string CursorOf(CasePosition place, CaseOrder order) =>
        FormattableString.Invariant($"{(place.Backwards ? Back : "")}{place.Day:yyyy-MM-dd}|{place.Id}") + (order.IsByGravity() ? $"|{place.Gravity}" : "");

    private static CasePosition? ReadCursor(string cursor, CaseOrder order, Catalogue catalogue, FieldErrors errors)
    {
        var parts = cursor.TrimStart(Back[0]).Split('|');
        var gravity = parts.Length == 3 && parts[2].Length > 0 ? parts[2] : null;
        if (parts.Length == (order.IsByGravity() ? 3 : 2)
            && (gravity is null || catalogue.Gravities.Any(one => one.Code == gravity))
            && DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && Guid.TryParse(parts[1], out var id)) return new CasePosition(day, id, cursor.StartsWith(Back, StringComparison.Ordinal)) { Gravity = gravity };
        errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        return null;
    }

    // A département, then a site, as references begin: 91-EVRY-2026-000123.
    [GeneratedRegex(@"\A[0-9][0-9AaBb][0-9]?-[A-Za-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
