using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace QualiPref.Portal.Services;

/// <summary>What the handlers' list is narrowed to, in which order and from where: the same words in the page's address and in the call of the service.</summary>
internal sealed record CaseFilter
{
    /// <summary>The status that holds all that somebody still has to do something about.</summary>
    public const string Open = "open";

    /// <summary>The kinds to which an answer is owed.</summary>
    public const string Owed = "complaint,suggestion";

    /// <summary>Letters that did not arrive, or perhaps not.</summary>
    public const string LetterNotArrived = "notArrived";

    /// <summary>Whatever goes on elsewhere.</summary>
    public const string AnyProcedure = "any";

    private const int FewPerPage = 50;

    /// <summary>What a desk begins with.</summary>
    public static CaseFilter ToDo { get; } = new() { Status = Open, Kind = Owed, Aside = "false" };

    /// <summary>How many cases a page may show.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [FewPerPage, 100, 200];

    public string? Site { get; init; }

    public string? Status { get; init; }

    public string? Kind { get; init; }

    public string? Channel { get; init; }

    public string? Assignee { get; init; }

    public string? Unassigned { get; init; }

    public string? Team { get; init; }

    public string? Motive { get; init; }

    public string? Gravity { get; init; }

    /// <summary>What goes on elsewhere: a code, or <see cref="AnyProcedure"/>.</summary>
    public string? Procedure { get; init; }

    public string? Overdue { get; init; }

    public string? Unread { get; init; }

    public string? UnreadReview { get; init; }

    public string? PromiseDue { get; init; }

    /// <summary>What became of the letters: <see cref="LetterNotArrived"/>.</summary>
    public string? Delivery { get; init; }

    public string? Aside { get; init; }

    public string? DueBefore { get; init; }

    public string? Query { get; init; }

    public string? Sort { get; init; }

    public string? Cursor { get; init; }

    public int PageSize { get; init; } = FewPerPage;

    /// <summary>The same list from its beginning, whatever its order and the size of its pages.</summary>
    public CaseFilter Whole => this with { Cursor = null, Sort = null, PageSize = FewPerPage };

    /// <summary>Reads the query of a page; one that says nothing of a status is what a desk begins with.</summary>
    public static CaseFilter Of(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        var isToDo = !query.ContainsKey("status");
        return new CaseFilter
        {
            Site = Text("site"),
            Status = isToDo ? ToDo.Status : Text("status"),
            Kind = isToDo && !query.ContainsKey("kind") ? ToDo.Kind : Text("kind"),
            Channel = Text("channel"),
            Assignee = Text("assignee"),
            Unassigned = Text("unassigned"),
            Team = Text("team"),
            Motive = Text("motive"),
            Gravity = Text("gravity"),
            Procedure = Text("procedure"),
            Overdue = Text("overdue"),
            Unread = Text("unread"),
            UnreadReview = Text("unreadReview"),
            PromiseDue = Text("promiseDue"),
            Delivery = Text("delivery"),
            Aside = isToDo && !query.ContainsKey("aside") ? ToDo.Aside : Text("aside"),
            DueBefore = Text("dueBefore"),
            Query = Text("q"),
            Sort = Text("sort"),
            Cursor = Text("cursor"),
            PageSize = int.TryParse(Text("pageSize"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && Sizes.Contains(size) ? size : FewPerPage,
        };
    }

    /// <summary>Reads what <see cref="Shown"/> or <see cref="Kept"/> is.</summary>
    public static CaseFilter Parse(string query) => Of(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>The query of the service's list.</summary>
    public string ToQuery() => Filters(("sort", Sort), ("cursor", Cursor), ("pageSize", PageSize.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The query of the service's counts, and of whatever else is asked of the whole list.</summary>
    public string ToWholeQuery() => Filters();

    /// <summary>The same for what stands beside a case in the list.</summary>
    public string ToOrderedQuery() => Filters(("sort", Sort));

    /// <summary>The list from its beginning as the query of its page, to be kept: <see cref="Parse"/> reads it as it is meant.</summary>
    public string Kept => (this with { Cursor = null }).Shown;

    /// <summary>The page of the list as the query of its address.</summary>
    public string Shown => Address.Split('?', 2)[1];

    /// <summary>Address of the page that shows this list.</summary>
    // An empty status asks for all of them; without one the page shows what is still to do.
    public string Address
    {
        get
        {
            var rest = (this with { Status = null }).Filters(("sort", Sort), ("pageSize", PageSize == FewPerPage ? null : PageSize.ToString(CultureInfo.InvariantCulture)), ("cursor", Cursor));
            return $"/reclamations?status={Uri.EscapeDataString(Status ?? "")}" + (rest.Length > 0 ? "&" + rest[1..] : "");
        }
    }

    private string Filters(params ReadOnlySpan<(string Name, string? Value)> more) => QueryText.Of(
    [
        ("status", Status), ("kind", Kind), ("site", Site), ("motive", Motive), ("gravity", Gravity), ("procedure", Procedure), ("channel", Channel), ("overdue", Overdue), ("unread", Unread), ("aside", Aside), ("unreadReview", UnreadReview), ("promiseDue", PromiseDue), ("delivery", Delivery), ("dueBefore", DueBefore),
        ("assignee", Assignee), ("unassigned", Unassigned), ("team", Team), ("q", Query), .. more,
    ]);
}
