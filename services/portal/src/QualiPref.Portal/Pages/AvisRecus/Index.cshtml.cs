using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.AvisRecus;

/// <summary>What people wrote at kiosks, on the web and on slips, and what is done with it. Its filters are in the address.</summary>
internal sealed class IndexModel(CommentsClient comments, ComplaintsClient complaints, Catalogue catalogue, TimeProvider time) : PortalPage
{
    internal const string Unread = "unread";

    private const int PageSize = 20;

    private const string All = "tous";

    // Whoever sends the form again files under the same id, which files once.
    private static readonly Guid Suggestions = new("5d0e5f2f-1f6a-4b43-9a9c-5a4b0c7f0f61");

    [BindProperty(Name = "site", SupportsGet = true)]
    public string? Site { get; set; }

    [BindProperty(Name = "periode", SupportsGet = true)]
    public string? Period { get; set; }

    [BindProperty(Name = "note", SupportsGet = true)]
    public string? Grade { get; set; }

    [BindProperty(Name = "langue", SupportsGet = true)]
    public string? Language { get; set; }

    [BindProperty(Name = "theme", SupportsGet = true)]
    public string? Theme { get; set; }

    [BindProperty(Name = "etat", SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(Name = "cursor", SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary>The comment that something is done with.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    /// <summary>Version that the person saw.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>What is done: the button that was pressed.</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public List<string> Themes { get; set; } = [];

    [TempData]
    public string? Done { get; set; }

    internal ServicePage<Comment> Comments { get; private set; } = new([], null);

    internal CommentCounts Counts { get; private set; } = new(0, 0, true, [], [], [], []);

    internal IReadOnlyList<ThemeList> Lists { get; private set; } = [];

    internal bool MayAct => User.Holds(Roles.Quality);

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    internal IEnumerable<KeyValuePair<string, string>> Grades => catalogue.Grades();

    internal IEnumerable<KeyValuePair<string, string>> Channels => catalogue.AnswerChannelNames();

    internal IEnumerable<KeyValuePair<string, string>> Periods => CommentWords.Periods(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));

    internal IEnumerable<KeyValuePair<string, string>> AllThemes => Lists.SelectMany(list => list.Themes).DistinctBy(theme => theme.Code).Select(theme => KeyValuePair.Create(theme.Code, theme.Label));

    internal IEnumerable<(string Name, string Address)> Views =>
        CommentWords.States.Select(state => (state.Value, AddressOf(null, state.Key))).Prepend(("Tous", AddressOf(null, All)));

    private CommentChoice Choice => new(Site, Period, Grade, Language, Theme, State == All ? null : State ?? Unread);

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            Done = await DoAsync(cancellationToken);
            return LocalRedirect(AddressOf(null, State));
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            ModelState.AddModelError("", "Quelqu'un d'autre vient d'agir sur cet avis : regardez-le tel qu'il est maintenant. Rien n'a été changé par vous ; ce que vous aviez écrit est encore là.");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "/text" => FieldOf(Id, nameof(Reply)), "/reason" => FieldOf(Id, nameof(Reason)), _ => null });
        }
        await ShowAsync(cancellationToken);
        return Page();
    }

    /// <summary>Tells the fields of one comment from those of the others of the page.</summary>
    internal static string ScopeOf(Guid id) => $"a-{id}-";

    internal static string FieldOf(Guid id, string field) => ScopeOf(id) + field;

    internal IEnumerable<Theme> ThemesFor(Comment comment) => catalogue.TryGetSite(comment.Site, out var site)
        ? Lists.FirstOrDefault(list => list.Network == site.Network)?.Themes.Where(theme => !theme.Retired || comment.Themes.Contains(theme.Code)) ?? []
        : [];

    internal IEnumerable<(string Question, string Answer)> AnswersOf(Comment comment) => catalogue.AnswersOf(comment);

    internal string AddressOf(string? cursor, string? state)
    {
        var rest = QueryText.Of(("site", Site), ("periode", Period), ("note", Grade), ("langue", Language), ("theme", Theme), ("cursor", cursor));
        return $"/avis-recus?etat={Uri.EscapeDataString(state ?? Unread)}" + (rest.Length > 0 ? "&" + rest[1..] : "");
    }

    protected override string? LabelOf(string field) => field == FieldOf(Id, nameof(Reply)) ? "Réponse publique" : field == FieldOf(Id, nameof(Reason)) ? "Raison" : null;

    private async Task<string> DoAsync(CancellationToken cancellationToken)
    {
        Task<Comment> ActAsync(string act, object body) => comments.ActAsync(Id, act, Version, body, cancellationToken);
        switch (Act)
        {
            case "themes":
                await ActAsync("themes", new { themes = Themes });
                return "Les thèmes de l'avis sont enregistrés.";
            case "reply":
                await ActAsync("reply", new { text = Reply?.ReplaceLineEndings("\n").Trim() ?? "" });
                return "La réponse publique est enregistrée.";
            case "quote" or "unquote":
                await ActAsync("quotable", new { quotable = Act == "quote" });
                return Act == "quote" ? "L'avis pourra être cité dans le dossier." : "L'avis ne sera pas cité dans le dossier.";
            case "pass-on":
                return await PassOnAsync(cancellationToken);
            case "erase":
                await ActAsync("erase", new { reason = Reason?.Trim() ?? "" });
                return "Le texte de l'avis est effacé. La réponse au questionnaire compte toujours.";
            default:
                await ActAsync("read", new { });
                return "L'avis est marqué comme lu.";
        }
    }

    // Filed first, under an id that is always the same: whatever ends in between, the next attempt finds what was filed.
    private async Task<string> PassOnAsync(CancellationToken cancellationToken)
    {
        var comment = await comments.ReadAsync(Id, cancellationToken);
        var filed = await complaints.FileAsync(new Filing
        {
            Id = Uuid5.Create(Suggestions, $"{Id}"),
            Site = comment.Site,
            Kind = "suggestion",
            Channel = "other",
            ReceivedOn = comment.Date,
            Subject = "Suggestion laissée avec un avis",
            Text = string.Join("\n\n", comment.Written),
        }, cancellationToken);
        await comments.ActAsync(Id, "pass-on", Version, new { @case = filed.Id, reference = filed.Reference }, cancellationToken);
        return $"L'avis est enregistré comme suggestion anonyme, sous la référence {filed.Reference}.";
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (list, counts, themes) = (
                comments.ListAsync(Choice, Cursor, PageSize, cancellationToken), comments.CountAsync(Choice with { State = null }, cancellationToken), comments.ListThemesAsync(cancellationToken));
            await Task.WhenAll(list, counts, themes);
            (Comments, Counts, Lists) = (await list, await counts, await themes);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "period" => "periode", "grade" or "question" => "note", "language" => "langue", "state" => "etat", _ => pointer });
        }
    }
}
