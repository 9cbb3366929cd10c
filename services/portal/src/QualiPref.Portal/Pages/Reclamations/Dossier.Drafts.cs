using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What handlers who share a case need: their own drafts, and who else has it open.</summary>
internal sealed partial class DossierModel
{
    /// <summary>What the form of a letter that is no step is called among the drafts.</summary>
    internal const string LetterDraft = "letter";

    private const string Changed = " Ce dossier a changé depuis que vous l'avez ouvert\u00A0: rechargez la page pour le lire tel qu'il est. Ce que vous écrivez est gardé comme brouillon.";

    // What a form carries besides what somebody typed into it.
    private static readonly HashSet<string> NotTyped =
        ["Version", "Step", "Quiet", "NewLetter", "__RequestVerificationToken", LetterFilling.Chosen, LetterFilling.ChosenLanguage, LetterFilling.Replace];

    /// <summary>Whether a script asks, which shows by itself what came of it.</summary>
    [BindProperty]
    public bool Quiet { get; set; }

    /// <summary>Whether the case is open at the one who asks, or was just closed.</summary>
    [BindProperty]
    public bool Open { get; set; }

    /// <summary>What the person who reads typed and did not send.</summary>
    internal IReadOnlyList<CaseDraft> Drafts { get; private set; } = [];

    /// <summary>Who else has the case open, in words; empty for nobody.</summary>
    internal string Others { get; private set; } = "";

    /// <summary>The person who reads.</summary>
    internal Guid? Me => Caller.Of(HttpContext).Person;

    /// <summary>The draft of a step.</summary>
    internal CaseDraft? DraftOf(string step) => Drafts.FirstOrDefault(one => one.Step == step);

    /// <summary>Keeps what stands in a form, empty or not.</summary>
    public async Task<IActionResult> OnPostDraftAsync(CancellationToken cancellationToken)
    {
        if (Step is null) return BadRequest();
        await complaints.KeepDraftAsync(Id, Step, TypedFields(Request.Form), cancellationToken);
        if (Quiet) return new NoContentResult();
        Done = "Brouillon gardé\u00A0: vous seul le voyez, et il vous attend ici.";
        return LocalRedirect(AddressOf(Id));
    }

    /// <summary>Forgets the draft of a step.</summary>
    public async Task<IActionResult> OnPostForgetAsync(CancellationToken cancellationToken)
    {
        if (Step is null) return BadRequest();
        await complaints.KeepDraftAsync(Id, Step, [], cancellationToken);
        Done = "Brouillon abandonné.";
        return LocalRedirect(AddressOf(Id));
    }

    /// <summary>Says that the case is still open here, and answers in words who else has it open.</summary>
    public async Task<IActionResult> OnPostPresenceAsync(CancellationToken cancellationToken)
    {
        var names = colleagues.ReadAsync(cancellationToken);
        var presence = complaints.TellPresenceAsync(Id, Open, cancellationToken);
        return Content(InWords(await presence, await names) + (Version > 0 && (await presence).Version > Version ? Changed : ""));
    }

    // The form of a step as it was when it was last typed at.
    private FormCollection? TypedBefore(string step) => Request.HasFormContentType || DraftOf(step) is not { } draft
        ? null
        : new FormCollection(draft.Fields.ToDictionary(field => field.Name, field => new StringValues(field.Text)));

    private void ShowDraftOfLetter()
    {
        if (TypedBefore(LetterDraft) is not { } typed) return;
        (LetterSubject, LetterBody, LetterWay) = (typed[nameof(LetterSubject)], typed[nameof(LetterBody)], typed[nameof(LetterWay)]);
    }

    private static string InWords(CasePresence presence, Access.Names names) =>
        presence.Others.Count == 0 ? "" : $"Aussi ouvert par {string.Join(", ", presence.Others.Select(names.Of))}.";

    private static IReadOnlyList<DraftField> TypedFields(IFormCollection form) =>
        [.. form.Where(field => !NotTyped.Contains(field.Key) && field.Value.ToString().Length > 0).Select(field => new DraftField(field.Key, field.Value.ToString()))];
}
