using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Portal.Access;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Storage;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The handlers' list: four calls of the service at once. What it is narrowed to is in the address, so that it can be kept as a bookmark.</summary>
internal sealed partial class IndexModel(ComplaintsClient complaints, Colleagues colleagues, SavedViewStore views, Catalogue catalogue, TimeProvider time) : PortalPage
{
    internal CaseFilter Filter { get; private set; } = CaseFilter.ToDo;

    internal Names Names { get; private set; } = null!;

    internal CasePage Cases { get; private set; } = new([], null, null);

    /// <summary>Null where a filter was refused.</summary>
    internal CaseCounts? Counts { get; private set; }

    /// <summary>The day after today, where the first site is.</summary>
    internal DateOnly Tomorrow => catalogue.Sites[0].TimeZone.Today(time).AddDays(1);

    internal SideMenu Side { get; private set; } = null!;

    internal static IReadOnlyDictionary<string, string> Overdues { get; } = new Dictionary<string, string> { ["true"] = "En retard", ["false"] = "Dans le délai" };

    internal static IReadOnlyDictionary<string, string> Asides { get; } = new Dictionary<string, string> { ["false"] = "Sans eux", ["true"] = "Eux seuls" };

    internal static IReadOnlyDictionary<string, string> Sorts { get; } = new Dictionary<string, string>
    {
        [ByDueDate] = "L'échéance la plus proche",
        ["-receivedOn"] = "La réception la plus récente",
        ["-gravity"] = "La gravité la plus forte",
        ["gravity"] = "La gravité la plus faible",
    };

    /// <summary>What comes first, as the list says it.</summary>
    internal string First => (Sorts.GetValueOrDefault(Filter.Sort ?? ByDueDate) ?? Sorts[ByDueDate]).ToLower(FrenchText.Culture);

    private const string ByDueDate = "dueOn";

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    /// <summary>To whom a case of the sites may have been given.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Assignees => Names.HandlersAt(Sites.Select(site => site.Key)).Concat(Unlisted).DistinctBy(one => one.Key);

    /// <summary>The teams of the sites, each code once.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Teams => Sites.SelectMany(site => catalogue.TeamNames(site.Key)).DistinctBy(team => team.Key);

    internal IEnumerable<KeyValuePair<string, string>> TeamsOf(string site) => catalogue.TeamNames(site);

    internal IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    internal IEnumerable<KeyValuePair<string, string>> Gravities => catalogue.GravityNames();

    /// <summary>What may go on elsewhere, all of it first.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Procedures =>
        catalogue.Procedures.Count == 0 ? [] : catalogue.ProcedureNames().Prepend(KeyValuePair.Create(CaseFilter.AnyProcedure, "N'importe laquelle"));

    internal IEnumerable<KeyValuePair<string, string>> Channels => catalogue.ChannelNames();

    /// <summary>The kinds, and the one filter that holds those to which an answer is owed.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> KindsWithOwed { get; } =
        CaseWords.Kinds.Prepend(KeyValuePair.Create(CaseFilter.Owed, "Réclamations et suggestions"));

    /// <summary>The statuses, and the one filter that holds all that is still to do.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Statuses { get; } =
        CaseWords.Statuses.Prepend(KeyValuePair.Create(CaseFilter.Open, "À traiter"));

    /// <summary>What the list is narrowed to in words, each with the list that is not.</summary>
    internal IEnumerable<(CaseFilter Without, string Text)> Narrowed => new (string? Value, CaseFilter Without, string Text)[]
    {
        (Filter.Status, Filter with { Status = null }, $"Statut : {Statuses.NameOf(Filter.Status)}"),
        (Filter.Kind, Filter with { Kind = null }, $"Nature : {KindsWithOwed.NameOf(Filter.Kind)}"),
        (Filter.Site, Filter with { Site = null }, $"Site : {Sites.NameOf(Filter.Site)}"),
        (Filter.Motive, Filter with { Motive = null }, $"Motif : {Motives.NameOf(Filter.Motive)}"),
        (Filter.Gravity, Filter with { Gravity = null }, $"Gravité : {Gravities.NameOf(Filter.Gravity)}"),
        (Filter.Procedure, Filter with { Procedure = null }, $"Procédure en cours : {Procedures.NameOf(Filter.Procedure)}"),
        (Filter.Channel, Filter with { Channel = null }, $"Canal : {Channels.NameOf(Filter.Channel)}"),
        (Filter.Overdue, Filter with { Overdue = null }, $"Délai : {Overdues.NameOf(Filter.Overdue)}"),
        (Filter.Aside, Filter with { Aside = null }, $"Dossiers mis de côté : {Asides.NameOf(Filter.Aside).ToLower(FrenchText.Culture)}"),
        (Filter.DueBefore, Filter with { DueBefore = null }, $"Échéance avant le {FrenchText.LongOrAsIs(Filter.DueBefore)}"),
        (Filter.Assignee, Filter with { Assignee = null }, $"Attribuée à : {Names.Of(Filter.Assignee)}"),
        (Filter.Unassigned, Filter with { Unassigned = null }, "Attribuée à : personne"),
        (Filter.Team, Filter with { Team = null }, $"Équipe : {Teams.NameOf(Filter.Team)}"),
        (Filter.Unread, Filter with { Unread = null }, "Messages : à lire"),
        (Filter.UnreadReview, Filter with { UnreadReview = null }, "Avis sur la réponse : à lire"),
        (Filter.PromiseDue, Filter with { PromiseDue = null }, "Engagements : à tenir d'ici sept jours, en retard, ou contestés"),
        (Filter.Delivery, Filter with { Delivery = null }, "Courriers\u00A0: non parvenus, ou peut-être"),
        (Filter.Query, Filter with { Query = null }, $"Recherche : {Filter.Query}"),
    }.Where(filter => !string.IsNullOrWhiteSpace(filter.Value)).Select(filter => (filter.Without with { Cursor = null }, filter.Text));

    /// <summary>Whether a filter was refused.</summary>
    internal bool IsFilterRefused => !ModelState.IsValid && ErrorOf(nameof(ViewName)) is null;

    /// <summary>Whether the list is one of those beside it, and not what somebody looked for.</summary>
    internal bool IsUsual => Filter.Whole is { Site: null, Team: null, Motive: null, Gravity: null, Procedure: null, Channel: null, DueBefore: null, Query: null };

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(CaseFilter.Of(Request.Query), cancellationToken);

    private async Task ShowAsync(CaseFilter filter, CancellationToken cancellationToken)
    {
        Filter = filter;
        var kept = ReadViewsAsync(cancellationToken);
        var names = colleagues.ReadAsync(cancellationToken);
        var desk = complaints.ReadDeskAsync(cancellationToken);
        var toPrint = CountToPrintAsync(cancellationToken);
        var counts = complaints.CountAsync(Filter, cancellationToken);
        try
        {
            Cases = await complaints.ListAsync(Filter, cancellationToken);
            Counts = await counts;
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Errors.Count > 0)
        {
            await ((Task)counts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ShowRefusal(refused.Problem, pointer => pointer);
        }
        Names = await names;
        Side = DeskLists.Of(await desk, Caller.Of(HttpContext).Person, Names, Filter.Whole, await toPrint, privacy: User.Holds(Roles.Quality));
        await kept;
    }

    // The list does without it.
    private async Task<long?> CountToPrintAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await complaints.ReadToPrintAsync(cancellationToken)).Count;
        }
        catch (Exception fault) when (fault is ServiceRefusedException or ServiceAwayException)
        {
            return null;
        }
    }

    // Somebody who handles nothing here any more, or a name from before there were persons: the filter says what it filters by.
    private IEnumerable<KeyValuePair<string, string>> Unlisted => Filter.Assignee is { } assignee ? [KeyValuePair.Create(assignee, Names.Of(assignee))] : [];

    protected override string? LabelOf(string field) => field switch
    {
        nameof(ViewName) => "Nom de la liste",
        "dueBefore" => "Échéance avant le",
        "assignee" => "Attribuée à",
        "q" => "Référence ou mots",
        _ => null,
    };
}
