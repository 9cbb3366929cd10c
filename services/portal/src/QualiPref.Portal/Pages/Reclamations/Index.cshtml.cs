using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The handlers' list. Its filters are in the address, so that it can be kept as a bookmark.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class IndexModel(ComplaintsClient complaints, Catalogue catalogue) : PortalPage
{
    private const int PageSize = 50;
    private const string Open = "open";

    public string? Site { get; set; }

    public string? Status { get; set; }

    public string? Motive { get; set; }

    public string? Overdue { get; set; }

    public string? Q { get; set; }

    public string? Cursor { get; set; }

    public static IReadOnlyDictionary<string, string> Overdues { get; } = new Dictionary<string, string> { ["true"] = "En retard", ["false"] = "Dans le délai" };

    internal IReadOnlyList<Case> Cases { get; private set; } = [];

    internal string? Next { get; private set; }

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    internal IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    /// <summary>The statuses, and the one filter that holds all that is still to do.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Statuses { get; } =
        CaseWords.Statuses.Prepend(KeyValuePair.Create(Open, "À traiter"));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Request.Query.ContainsKey("status")) Status = Open;
        try
        {
            var page = await complaints.ListAsync(new CaseFilter(Site, Status, null, Motive, Overdue, Q, Cursor, PageSize), cancellationToken);
            (Cases, Next) = (page.Items, page.Next);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Errors.Count > 0)
        {
            ShowRefusal(refused.Problem, pointer => pointer);
        }
    }

    internal string AddressOf(string? cursor)
    {
        var query = QueryText.Of(("site", Site), ("motive", Motive), ("overdue", Overdue), ("q", Q), ("cursor", cursor));
        // An empty status asks for all of them; without one the list shows what is still to do.
        return $"/reclamations?status={Status}" + (query.Length > 0 ? "&" + query[1..] : "");
    }
}
