using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.AvisRecus;

/// <summary>The themes by which the comments of a network are sorted: one a line.</summary>
internal sealed class ThemesModel(CommentsClient comments, Catalogue catalogue) : PortalPage
{
    [BindProperty]
    public string? Network { get; set; }

    /// <summary>Version that the person saw.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public string? Labels { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal IReadOnlyList<ThemeList> Lists { get; private set; } = [];

    /// <summary>Those that the person may change: of networks of which they see every site.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Networks => catalogue.NetworkNames(Caller.Of(HttpContext));

    public async Task OnGetAsync(CancellationToken cancellationToken) => Lists = await comments.ListThemesAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            await comments.WriteThemesAsync(Network ?? "", Version, await ReadAsync(cancellationToken), cancellationToken);
            Done = "La liste des thèmes est enregistrée.";
            return LocalRedirect("/avis-recus/themes");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            ModelState.AddModelError("", "Quelqu'un d'autre a changé cette liste. Rien n'a été changé par vous ; ce que vous aviez écrit est encore là.");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer.StartsWith("/themes", StringComparison.Ordinal) ? FieldOf(Network) : null);
        }
        Lists = await comments.ListThemesAsync(cancellationToken);
        return Page();
    }

    internal static string ScopeOf(string? network) => $"t-{network}-";

    internal static string FieldOf(string? network) => ScopeOf(network) + nameof(Labels);

    protected override string? LabelOf(string field) => field == FieldOf(Network) ? "Thèmes" : null;

    // A theme whose name stands there already keeps its code, also one that had left the list.
    private async Task<IEnumerable<Theme>> ReadAsync(CancellationToken cancellationToken)
    {
        var held = (await comments.ListThemesAsync(cancellationToken)).FirstOrDefault(list => list.Network == Network)?.Themes ?? [];
        return (Labels ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(label => held.FirstOrDefault(theme => theme.Label == label) ?? new Theme(CommentWords.CodeOf(label), label));
    }
}
