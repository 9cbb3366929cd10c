using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Drafting;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>Every version of every questionnaire, the drafts, and the form that begins one.</summary>
internal sealed class IndexModel(QuestionnairesClient questionnaires) : PortalPage
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Made with the form: sending it twice begins one draft.</summary>
    [BindProperty]
    public Guid Cle { get; set; } = Guid.CreateVersion7();

    /// <summary>The version that is copied, as <c>code/version</c>; empty for a new questionnaire.</summary>
    [BindProperty]
    public string? Modele { get; set; }

    /// <summary>Code of a new questionnaire.</summary>
    [BindProperty]
    public string? Code { get; set; }

    internal IReadOnlyList<QuestionnaireVersion> Versions { get; private set; } = [];

    internal ServicePage<DraftLine> Drafts { get; private set; } = new([], null);

    internal IEnumerable<KeyValuePair<string, string>> Models =>
        Versions.Select(one => KeyValuePair.Create(FormattableString.Invariant($"{one.Code}/{one.Version}"), $"{one.Title}, version {one.Version}"));

    public Task OnGetAsync(string? cursor, CancellationToken cancellationToken) => ListAsync(cursor, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var draft = await questionnaires.CreateDraftAsync(Cle, await BeginningAsync(cancellationToken), cancellationToken);
            return LocalRedirect($"/questionnaires/{draft.Id}");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "/code" ? nameof(Code) : null);
            await ListAsync(null, cancellationToken);
            return Page();
        }
    }

    protected override string? LabelOf(string field) => field == nameof(Code) ? "Code du questionnaire" : null;

    private async Task<Questionnaire> BeginningAsync(CancellationToken cancellationToken)
    {
        if (Modele?.Split('/') is [var code, var number] && int.TryParse(number, out var version)) return await questionnaires.ReadAsync(code, version, cancellationToken);
        return new Questionnaire { Code = Code?.Trim() ?? "", Version = 0, Languages = Languages.Known, Title = None, Introduction = None, Questions = [] };
    }

    private async Task ListAsync(string? cursor, CancellationToken cancellationToken)
    {
        Versions = await questionnaires.ListAsync(cancellationToken);
        Drafts = await questionnaires.ListDraftsAsync(cursor, cancellationToken);
    }
}
