using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Portal.Access;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The handlers' list: one call of the service. Its filters are in the address, so that it can be kept as a bookmark.</summary>
internal sealed class IndexModel(ComplaintsClient complaints, Colleagues colleagues, Catalogue catalogue, TimeProvider time) : PortalPage
{
    private const string Open = "open";

    [BindProperty(Name = "site", SupportsGet = true)]
    public string? Site { get; set; }

    [BindProperty(Name = "status", SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(Name = "assignee", SupportsGet = true)]
    public string? Assignee { get; set; }

    [BindProperty(Name = "motive", SupportsGet = true)]
    public string? Motive { get; set; }

    [BindProperty(Name = "overdue", SupportsGet = true)]
    public string? Overdue { get; set; }

    [BindProperty(Name = "dueBefore", SupportsGet = true)]
    public string? DueBefore { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(Name = "cursor", SupportsGet = true)]
    public string? Cursor { get; set; }

    [BindProperty(Name = "pageSize", SupportsGet = true)]
    public string? PageSize { get; set; }

    internal Names Names { get; private set; } = null!;

    internal IReadOnlyList<Case> Cases { get; private set; } = [];

    internal string? Next { get; private set; }

    internal static IReadOnlyDictionary<string, string> Overdues { get; } = new Dictionary<string, string> { ["true"] = "En retard", ["false"] = "Dans le délai" };

    internal static IReadOnlyList<string> Sizes { get; } = ["50", "100", "200"];

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    /// <summary>To whom a case of the sites may have been given.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Assignees => Names.HandlersAt(Sites.Select(site => site.Key)).Concat(Unlisted).DistinctBy(one => one.Key);

    internal IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    /// <summary>The statuses, and the one filter that holds all that is still to do.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Statuses { get; } =
        CaseWords.Statuses.Prepend(KeyValuePair.Create(Open, "À traiter"));

    /// <summary>Lists that handlers come back to every day.</summary>
    internal SideMenu Side => new(
        "Listes courantes",
        new SideGroup("À faire",
        [
            View("À traiter", "/reclamations?status=open"),
            View("En retard", "/reclamations?status=open&overdue=true"),
            View("Attribuées à moi", "/reclamations" + QueryText.Of(("status", Open), ("assignee", Me))),
        ]),
        new SideGroup("Ensuite",
        [
            View("Répondues, à clore", "/reclamations?status=answered"),
            View("Toutes les réclamations", "/reclamations?status="),
        ]));

    /// <summary>What the list is narrowed to in words, each with the name of its filter.</summary>
    internal IEnumerable<(string Filter, string Text)> Narrowed => new (string Filter, string? Value, string Text)[]
    {
        ("status", Status, $"Statut : {Statuses.NameOf(Status)}"),
        ("site", Site, $"Site : {Sites.NameOf(Site)}"),
        ("motive", Motive, $"Motif : {Motives.NameOf(Motive)}"),
        ("overdue", Overdue, $"Délai : {Overdues.NameOf(Overdue)}"),
        ("dueBefore", DueBefore, $"Échéance avant le {FrenchText.LongOrAsIs(DueBefore)}"),
        ("assignee", Assignee, $"Attribuée à : {Names.Of(Assignee)}"),
        ("q", Q, $"Recherche : {Q}"),
    }.Where(filter => !string.IsNullOrWhiteSpace(filter.Value)).Select(filter => (filter.Filter, filter.Text));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Request.Query.ContainsKey("status")) Status = Open;
        if (!Sizes.Contains(PageSize)) PageSize = Sizes[0];
        var filter = new CaseFilter
        {
            Site = Site,
            Status = Status,
            Assignee = Assignee,
            Motive = Motive,
            Overdue = Overdue,
            DueBefore = DueBefore,
            Query = Q,
            Cursor = Cursor,
            PageSize = int.Parse(PageSize!, CultureInfo.InvariantCulture),
        };
        var names = colleagues.ReadAsync(cancellationToken);
        try
        {
            var page = await complaints.ListAsync(filter, cancellationToken);
            (Cases, Next) = (page.Items, page.Next);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Errors.Count > 0)
        {
            ShowRefusal(refused.Problem, pointer => pointer);
        }
        Names = await names;
    }

    private string? Me => Caller.Of(HttpContext).Person?.ToString();

    // Somebody who handles nothing here any more, or a name from before there were persons: the filter says what it filters by.
    private IEnumerable<KeyValuePair<string, string>> Unlisted => string.IsNullOrEmpty(Assignee) ? [] : [KeyValuePair.Create(Assignee, Names.Of(Assignee))];

    private SideLink View(string name, string address) => new(address, name) { IsHere = address == AddressOf(null, without: "pageSize") };

    /// <summary>Whether an answer is due today, where the site is.</summary>
    internal bool IsDueToday(Case one) =>
        CaseWords.IsOpen(one.Status) && one.DueOn is { } due && catalogue.TryGetSite(one.Site, out var site) && due == site.TimeZone.Today(time);

    /// <summary>The address of this list at another place, or without one of its parameters.</summary>
    internal string AddressOf(string? cursor, string? without = null)
    {
        string? Unless(string name, string? value) => name == without ? null : value;
        var rest = QueryText.Of(
            ("site", Unless("site", Site)), ("motive", Unless("motive", Motive)), ("overdue", Unless("overdue", Overdue)),
            ("dueBefore", Unless("dueBefore", DueBefore)), ("assignee", Unless("assignee", Assignee)), ("q", Unless("q", Q)),
            ("pageSize", PageSize == Sizes[0] ? null : Unless("pageSize", PageSize)), ("cursor", cursor));
        // An empty status asks for all of them; without one the list shows what is still to do.
        return $"/reclamations?status={Uri.EscapeDataString(Unless("status", Status) ?? "")}" + (rest.Length > 0 ? "&" + rest[1..] : "");
    }

    protected override string? LabelOf(string field) => field switch
    {
        "dueBefore" => "Échéance avant le",
        "assignee" => "Attribuée à",
        "q" => "Référence ou mots",
        _ => null,
    };
}
