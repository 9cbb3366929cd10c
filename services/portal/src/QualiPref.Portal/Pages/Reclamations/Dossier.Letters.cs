using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What is done with the letters of the case beside its steps.</summary>
internal sealed partial class DossierModel
{
    [BindProperty]
    public Guid Letter { get; set; }

    /// <summary>What is done with it: one of <see cref="LetterCalls.All"/>.</summary>
    [BindProperty]
    public string? Call { get; set; }

    /// <summary>Id of a letter that is to be written: sent twice, the form writes it once.</summary>
    [BindProperty]
    public Guid NewLetter { get; set; } = Guid.NewGuid();

    [BindProperty]
    public string? LetterSubject { get; set; }

    [BindProperty]
    public string? LetterBody { get; set; }

    [BindProperty]
    public string? LetterWay { get; set; }

    /// <summary>Another address for a letter that did not arrive.</summary>
    [BindProperty]
    public string? LetterTo { get; set; }

    /// <summary>Whether the letter that was sent in is still to be mended.</summary>
    internal bool IsWriting { get; private set; }

    public Task<IActionResult> OnPostLetterAsync(CancellationToken cancellationToken)
    {
        if (!LetterCalls.All.Contains(Call)) return Task.FromResult<IActionResult>(BadRequest());
        var call = Call!;
        return TellAsync(LetterCalls.Done(call), () => call switch
        {
            "take-back" => TakeBackAsync(cancellationToken),
            "send-again" => complaints.TellAsync(Id, Letter, call, new { way = Filled(LetterWay), to = Filled(LetterTo) }, cancellationToken),
            _ => complaints.TellAsync(Id, Letter, call, new { }, cancellationToken),
        }, cancellationToken);
    }

    // Whoever takes a letter back wants to mend it: its text is their draft then.
    private async Task<Case> TakeBackAsync(CancellationToken cancellationToken)
    {
        var one = await complaints.MoveAsync(Id, $"letters/{Letter}/take-back", Version, new { }, cancellationToken);
        if (one.Letters.FirstOrDefault(letter => letter.Id == Letter) is not { } back || LetterCalls.FormOf(back) is not { } form) return one;
        try
        {
            var drafts = await complaints.ReadDraftsAsync(Id, cancellationToken);
            if (drafts.Items.All(draft => draft.Step != form.Step)) await complaints.KeepDraftAsync(Id, form.Step, form.Fields, cancellationToken);
        }
        catch (Exception fault) when (fault is ServiceRefusedException or ServiceAwayException)
        {
            // It is taken back all the same, and can be read among the letters.
        }
        return one;
    }

    public Task<IActionResult> OnPostWriteAsync(CancellationToken cancellationToken)
    {
        IsWriting = true;
        return TellAsync(
            "Le courrier est prêt\u00A0: voyez ci-dessous comment il part.",
            () => complaints.WriteAsync(Id, new { id = NewLetter, subject = LetterSubject, body = LetterBody, way = Filled(LetterWay) }, cancellationToken), cancellationToken);
    }

    /// <summary>Notes that a message of the person was read.</summary>
    public Task<IActionResult> OnPostReadAsync(Guid message, CancellationToken cancellationToken) =>
        TellAsync("Le message est noté comme lu.", () => complaints.MarkReadAsync(Id, message, cancellationToken), cancellationToken);

    private async Task<IActionResult> TellAsync(string done, Func<Task<Case>> call, CancellationToken cancellationToken)
    {
        try
        {
            await call();
            (Done, Wrote) = (done, IsWriting);
            return LocalRedirect(AddressOf(Id));
        }
        catch (ServiceRefusedException refused)
        {
            await ReadAsync(cancellationToken);
            ShowRefusal(refused.Problem, pointer => $"Letter{char.ToUpperInvariant(pointer[1])}{pointer[2..]}");
            return Page();
        }
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
