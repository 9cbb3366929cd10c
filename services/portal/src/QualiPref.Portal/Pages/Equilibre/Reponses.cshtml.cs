using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Equilibre;

/// <summary>
/// Answers that were kept without being counted, and the decision that each waits for: by cause and kiosk, decided about together, or those of one cause one by one.
/// </summary>
internal sealed class ReponsesModel(SurveysClient surveys, Catalogue catalogue, TimeProvider time) : PortalPage
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Site { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Kiosk { get; set; }

    /// <summary>The cause whose answers are shown one by one; null for the causes.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary>The answers that were chosen; none where a group is decided about.</summary>
    [BindProperty]
    public IReadOnlyList<Guid> Ids { get; set; } = [];

    /// <summary>The group that is decided about.</summary>
    [BindProperty]
    public string? GroupCode { get; set; }

    [BindProperty]
    public string? GroupSite { get; set; }

    [BindProperty]
    public Guid? GroupKiosk { get; set; }

    /// <summary>Up to when the group was read: what came since nobody has looked at.</summary>
    [BindProperty]
    public DateTimeOffset Until { get; set; }

    /// <summary><c>accept</c> or <c>discard</c>: the button that was pressed.</summary>
    [BindProperty]
    public string? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal AsideGroups Groups { get; private set; } = new(default, []);

    internal ServicePage<KeptResponse> Responses { get; private set; } = new([], null);

    /// <summary>The names of the kiosks whose answers are shown.</summary>
    internal IReadOnlyDictionary<Guid, string> Kiosks { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>What was not decided, and why.</summary>
    internal IReadOnlyList<(string Why, int Count)> Left { get; private set; } = [];

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    internal IEnumerable<KeyValuePair<string, string>> Channels => catalogue.AnswerChannelNames();

    /// <summary>What a group has in common.</summary>
    internal string About(AsideGroup group) => $"{KioskWords.Reason(group.Code)}, {PlaceOf(group.Site)}{(group.KioskLabel is { } label ? $", borne {label}" : "")}";

    /// <summary>Where an answer comes from: its kiosk and number there, else its channel.</summary>
    internal string From(KeptResponse response) => response switch
    {
        { Kiosk: { } kiosk, Sequence: { } number } => $"{Kiosks.GetValueOrDefault(kiosk, "Borne")}, nº {number}",
        { Kiosk: { } kiosk } => Kiosks.GetValueOrDefault(kiosk, "Borne"),
        { Channel: { } channel } => Channels.NameOf(channel),
        _ => "–",
    };

    internal string PlaceOf(string? site) => site is null ? "Site inconnu" : catalogue.SiteName(site);

    internal string Moment(DateTimeOffset instant, string? site) => FrenchText.Moment(instant, catalogue.TryGetSite(site, out var known) ? known.TimeZone : TimeZoneInfo.Utc);

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (GroupCode is null && Ids.Count == 0)
        {
            ModelState.AddModelError("", "Choisissez au moins une réponse.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await ReadAsync(cancellationToken);
            return Page();
        }
        try
        {
            var decided = await DecideAsync(Decision == "accept" ? "accept" : "discard", Reason?.Trim() ?? "", cancellationToken);
            Left = [.. decided.Items.Where(one => one.Result is "refused" or "invalid").GroupBy(one => one.Detail ?? "").Select(group => (group.Key, group.Count()))];
            var done = Sentence(decided);
            if (Left.Count == 0)
            {
                Done = done;
                return LocalRedirect(AddressOf(null));
            }
            foreach (var (why, count) in Left) ModelState.AddModelError("", $"{FrenchText.Counted(count, "réponse")}\u00A0: {why}");
            ModelState.AddModelError("", $"{done} Votre raison était\u00A0: {Reason}");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "/reason" ? FieldOf(GroupCode, GroupSite, GroupKiosk) : null);
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Tells the form of one group from the others of the page; that of chosen answers has no group.</summary>
    internal static string ScopeOf(string? code, string? site, Guid? kiosk) => code is null ? "" : $"{code}-{site}-{kiosk}-";

    internal static string FieldOf(string? code, string? site, Guid? kiosk) => ScopeOf(code, site, kiosk) + nameof(Reason);

    internal string AddressOf(string? cursor) => "/equilibre/reponses" + QueryText.Of(("site", Site), ("kiosk", Kiosk?.ToString()), ("code", Code), ("cursor", cursor));

    internal static string OneByOne(AsideGroup group) => "/equilibre/reponses" + QueryText.Of(("site", group.Site), ("kiosk", group.Kiosk?.ToString()), ("code", group.Code));

    protected override string? LabelOf(string field) => field.EndsWith(nameof(Reason), StringComparison.Ordinal) ? "Raison" : null;

    private Task<DecidedTogether> DecideAsync(string decision, string reason, CancellationToken cancellationToken) => GroupCode is null
        ? surveys.DecideAsync(decision, reason, Ids, cancellationToken)
        : surveys.DecideAsync(decision, reason, new AsideFilter(GroupCode, GroupSite, GroupKiosk), Until, cancellationToken);

    private static string Sentence(DecidedTogether decided)
    {
        var counted = decided.Items.Count(one => one.Result is "decided" or "unchanged" && one.Status is "counted" or "abandoned");
        var discarded = decided.Items.Count(one => one.Result is "decided" or "unchanged" && one.Status == "discarded");
        var done = (counted, discarded) switch
        {
            (0, 0) => "Rien n'a été décidé.",
            (_, 0) => $"{FrenchText.Counted(counted, "réponse")} {(counted > 1 ? "sont acceptées et entrent" : "est acceptée et entre")} dans les chiffres.",
            _ => $"{FrenchText.Counted(discarded, "réponse")} {(discarded > 1 ? "sont refusées" : "est refusée")}\u00A0: {(discarded > 1 ? "elles ne seront pas comptées" : "elle ne sera pas comptée")}.",
        };
        return decided.Remaining is > 0 and var left ? $"{done} {FrenchText.Counted(left, "autre")} du même groupe attendent encore." : done;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Groups = await surveys.GroupSetAsideAsync(Site, cancellationToken);
        if (Groups.ReadAt == default) Groups = Groups with { ReadAt = time.GetUtcNow() };
        Kiosks = Groups.Items.Where(group => group is { Kiosk: not null, KioskLabel: not null }).DistinctBy(group => group.Kiosk).ToDictionary(group => group.Kiosk!.Value, group => group.KioskLabel!);
        if (Code is not null) Responses = await surveys.ListSetAsideAsync(new AsideFilter(Code, Site, Kiosk), Cursor, PageSize, cancellationToken);
    }
}
