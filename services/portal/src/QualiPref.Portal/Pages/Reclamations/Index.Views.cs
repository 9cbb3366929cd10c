using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Portal.Services;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The lists that somebody keeps for themselves, and what has changed in the one that is shown.</summary>
internal sealed partial class IndexModel
{
    /// <summary>What a list is to be called, or is.</summary>
    [BindProperty]
    public string? ViewName { get; set; }

    /// <summary>The list, as the query of its page.</summary>
    [BindProperty]
    public string? ViewQuery { get; set; }

    [TempData]
    public string? Done { get; set; }

    /// <summary>The lists of the person who looks; null where they can keep none.</summary>
    internal IReadOnlyList<SavedView>? Views { get; private set; }

    /// <summary>Keeps the list that is shown.</summary>
    public async Task<IActionResult> OnPostSaveViewAsync(CancellationToken cancellationToken)
    {
        if (Caller.Of(HttpContext).Person is not { } me) return Forbid();
        var (name, list) = (ViewName?.Trim() ?? "", CaseFilter.Parse(ViewQuery is { Length: <= SavedView.LongestQuery } query ? query : ""));
        var fault = name.Length is 0 or > SavedView.LongestName || name.Any(char.IsControl) ? $"Donnez à la liste un nom de {SavedView.LongestName} caractères au plus."
            : list.Kept.Length > SavedView.LongestQuery ? "Cette liste a des filtres trop longs pour être gardée."
            : await views.TryKeepAsync(me, new SavedView(name, list.Kept), cancellationToken) ? null
            : $"Vous gardez déjà {SavedView.MostOfAPerson} listes : retirez-en une d'abord.";
        if (fault is null)
        {
            Done = $"La liste « {name} » est gardée : vous seul la voyez.";
            return LocalRedirect(list.Address);
        }
        await ShowAsync(list, cancellationToken);
        ModelState.AddModelError(nameof(ViewName), fault);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Keeps a list no longer.</summary>
    public async Task<IActionResult> OnPostDropViewAsync(CancellationToken cancellationToken)
    {
        if (Caller.Of(HttpContext).Person is not { } me) return Forbid();
        await views.DropAsync(me, ViewName ?? "", cancellationToken);
        Done = "La liste n'est plus gardée.";
        return LocalRedirect(CaseFilter.Parse(ViewQuery is { Length: <= SavedView.LongestQuery } query ? query : "").Address);
    }

    /// <summary>How the cases of the list stand now, for the script that says when they have changed: nothing of what is in them.</summary>
    public async Task<IActionResult> OnGetMarksAsync(CancellationToken cancellationToken)
    {
        var marks = await complaints.ReadMarksAsync(CaseFilter.Of(Request.Query), cancellationToken);
        var tag = $"\"{marks.Digest()}\"";
        // Kept by the browser that asked alone, and asked about each time.
        (Response.Headers.CacheControl, Response.Headers.ETag) = ("private, no-cache", tag);
        return Request.Headers.IfNoneMatch == tag ? StatusCode(StatusCodes.Status304NotModified) : new JsonResult(marks);
    }

    // The list does without them.
    private async Task ReadViewsAsync(CancellationToken cancellationToken)
    {
        if (Caller.Of(HttpContext).Person is not { } me) return;
        try
        {
            Views = await views.ReadAsync(me, cancellationToken);
        }
        catch (Exception fault) when (StorageFaults.IsOutage(fault))
        {
            Views = null;
        }
    }
}
