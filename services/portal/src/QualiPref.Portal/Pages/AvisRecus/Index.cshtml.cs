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

    // The reference of what was filed, where what follows was refused.
    private string? _filed;

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

    /// <summary>"1" where words and themes are counted too, which reads every comment.</summary>
    [BindProperty(Name = "compter", SupportsGet = true)]
    public string? Counting { get; set; }

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
    public string? Said { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public List<string> Themes { get; set; } = [];

    [TempData]
    public string? Done { get; set; }

    internal ServicePage<Comment> Comments { get; private set; } = new([], null);

    /// <summary>Null where they were not asked for.</summary>
    internal CommentCounts? Counts { get; private set; }

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
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            await ShowAsync(cancellationToken);
            await AddRefusedAsync(cancellationToken);
            ModelState.AddModelError("", StaleSentence());
            return Page();
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "/said" => FieldOf(Id, nameof(Said)), "/text" => FieldOf(Id, nameof(Reply)), "/reason" => FieldOf(Id, nameof(Reason)), _ => null });
        }
        await ShowAsync(cancellationToken);
        await AddRefusedAsync(cancellationToken);
        return Page();
    }

    /// <summary>The day of something that was done with a comment, where its site is.</summary>
    internal string DayOf(Comment comment, DateTimeOffset at) =>
        FrenchText.Long(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, catalogue.TryGetSite(comment.Site, out var site) ? site.TimeZone : TimeZoneInfo.Utc).DateTime));

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

    protected override string? LabelOf(string field) =>
        field == FieldOf(Id, nameof(Said)) ? "Ce qui a été dit" : field == FieldOf(Id, nameof(Reply)) ? "Réponse publique" : field == FieldOf(Id, nameof(Reason)) ? "Raison" : null;

    private async Task<string> DoAsync(CancellationToken cancellationToken)
    {
        Task<Comment> ActAsync(string act, object? body) => comments.ActAsync(Id, act, Version, body, cancellationToken);
        switch (Act)
        {
            case "themes":
                await ActAsync("themes", new { themes = Themes });
                return "Les thèmes de l'avis sont enregistrés.";
            case "reply":
                await ActAsync("reply", new { said = Said?.Trim() ?? "", text = Reply?.ReplaceLineEndings("\n").Trim() ?? "" });
                return "La réponse est publiée, avec le résumé de l'avis. Le texte de la personne ne l'est pas.";
            case "withdraw-reply":
                await ActAsync("withdraw-reply", null);
                return "La réponse n'est plus publiée.";
            case "quote" or "unquote":
                await ActAsync("quotable", new { quotable = Act == "quote" });
                return Act == "quote" ? "L'avis est marqué comme à citer. Le dossier ne reprend pas encore les avis." : "L'avis n'est plus marqué comme à citer.";
            case "pass-on":
                return await PassOnAsync(cancellationToken);
            case "erase":
                await ActAsync("erase", new { reason = Reason?.Trim() ?? "" });
                return "Le texte de l'avis est effacé. La réponse au questionnaire compte toujours.";
            default:
                await ActAsync("read", null);
                return "L'avis est marqué comme lu.";
        }
    }

    // Filed first, under an id that is always the same: whatever ends in between, the next attempt finds what was filed. What somebody changed or erased meanwhile is not filed.
    private async Task<string> PassOnAsync(CancellationToken cancellationToken)
    {
        var comment = await comments.ReadAsync(Id, cancellationToken);
        var suggestion = Uuid5.Create(Suggestions, $"{Id}");
        if (comment.PassedOn is { } before && before.Case == suggestion) return Filed(before.Reference);
        if (comment.Version != Version || comment.Erased is not null) throw new ServiceRefusedException(new ServiceProblem(StatusCodes.Status412PreconditionFailed, "", "", "", []));
        var filed = await complaints.FileAsync(new Filing
        {
            Id = suggestion,
            Site = comment.Site,
            Kind = "suggestion",
            Channel = "other",
            ReceivedOn = comment.Date,
            Subject = "Suggestion laissée avec un avis",
            Text = string.Join("\n\n", comment.Written),
        }, cancellationToken);
        _filed = filed.Reference;
        await comments.ActAsync(Id, "pass-on", Version, new { @case = filed.Id, reference = filed.Reference }, cancellationToken);
        return Filed(filed.Reference);
    }

    private static string Filed(string reference) => $"L'avis est enregistré comme suggestion anonyme, sous la référence {reference}.";

    // What is refused need not be in the list that was looked at: another one has read it, or erased it.
    private async Task AddRefusedAsync(CancellationToken cancellationToken)
    {
        if (Id == Guid.Empty || Comments.Items.Any(comment => comment.Id == Id)) return;
        try
        {
            Comments = Comments with { Items = [await comments.ReadAsync(Id, cancellationToken), .. Comments.Items] };
        }
        catch (ServiceRefusedException)
        {
            // It is not to be seen by this person: the refusal alone is shown.
        }
    }

    private string StaleSentence()
    {
        if (_filed is not null) return $"Quelqu'un d'autre vient d'agir sur cet avis. Il est enregistré comme suggestion sous la référence {_filed}, que l'avis ne porte pas encore : enregistrez-le de nouveau comme suggestion, il n'y en aura pas deux.";
        if (Comments.Items.FirstOrDefault(comment => comment.Id == Id)?.Erased is not null) return "Quelqu'un d'autre vient d'effacer le texte de cet avis. Rien n'a été changé par vous.";
        return "Quelqu'un d'autre vient d'agir sur cet avis : regardez-le tel qu'il est maintenant. Rien n'a été changé par vous ; ce que vous aviez écrit ou coché est encore là.";
    }

    private async Task<CommentCounts?> CountAsync(CancellationToken cancellationToken) =>
        Counting == "1" ? await comments.CountAsync(Choice with { State = null }, cancellationToken) : null;

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (list, counts, themes) = (comments.ListAsync(Choice, Cursor, PageSize, cancellationToken), CountAsync(cancellationToken), comments.ListThemesAsync(cancellationToken));
            await Task.WhenAll(list, counts, themes);
            (Comments, Counts, Lists) = (await list, await counts, await themes);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "period" => "periode", "grade" or "question" => "note", "language" => "langue", "state" => "etat", _ => pointer });
        }
    }
}
