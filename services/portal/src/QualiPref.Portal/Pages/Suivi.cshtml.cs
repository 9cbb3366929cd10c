using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Pages;

/// <summary>
/// What a person may see of a case, in the language that they chose, else in the one that they wrote in. The code travels in the body only: it is not kept in addresses or logs.
/// </summary>
internal sealed partial class SuiviModel(ComplaintsClient complaints, Catalogue catalogue, TimeProvider time) : PortalPage
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The language that was chosen on a page before; empty while none was.</summary>
    [BindProperty]
    public string? Language { get; set; }

    /// <summary>The language that the address asks for.</summary>
    [BindProperty(SupportsGet = true, Name = "langue")]
    public string? Asked { get; set; }

    /// <summary>The language to go on in.</summary>
    [BindProperty(Name = "vers")]
    public string? Switch { get; set; }

    /// <summary>Id of what is about to be added: sent twice, the form adds it once.</summary>
    [BindProperty]
    public Guid MessageId { get; set; } = Guid.NewGuid();

    /// <summary>What the person adds to their case.</summary>
    [BindProperty]
    public string? Message { get; set; }

    /// <summary>Whether it was taken just now.</summary>
    public bool IsAdded { get; private set; }

    public Tracking? Found { get; private set; }

    public string SiteName => catalogue.SiteName(Found!.Site);

    /// <summary>Code of the language that was chosen; null while none was.</summary>
    public string? Chosen => FilingWords.Codes.FirstOrDefault(code => code == (Switch ?? (string.IsNullOrEmpty(Language) ? Asked : Language)));

    public FilingWords Words => FilingWords.Of(Chosen ?? Found?.Language);

    /// <summary>Where the case stands, in words.</summary>
    public TrackingText? Text => Found is null ? null : new TrackingText(Words, Found, Zone, Zone.Today(time));

    private TimeZoneInfo Zone => (catalogue.TryGetSite(Found!.Site, out var place) ? place : catalogue.Sites[0]).TimeZone;

    // Whoever changes the language before giving a code has made no mistake.
    public Task OnPostAsync(CancellationToken cancellationToken) =>
        Switch is not null && string.IsNullOrWhiteSpace(Code) ? Task.CompletedTask : FindAsync(cancellationToken);

    public async Task OnPostMessageAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (Found is null) return;
        var text = Message?.Trim() ?? "";
        if (text.Length == 0)
        {
            Refuse(Words.Tracking.MessageMissing, nameof(Message));
            return;
        }
        IsAdded = await AskAsync(
            async () => Found = await complaints.AddMessageAsync(Code!.Trim(), MessageId, text, cancellationToken),
            refused => Refuse(SentenceOf(refused), nameof(Message)));
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        var code = Code?.Trim() ?? "";
        // A dot segment would name another address of the service; an empty code would too.
        if (code.Trim('.').Length == 0)
        {
            Refuse(Words.Tracking.CodeMissing);
            return;
        }
        await AskAsync(async () => Found = await complaints.TrackAsync(code, cancellationToken), refused =>
        {
            if (refused.Status == StatusCodes.Status410Gone) Refuse(Words.Tracking.Gone, "", refused.Status);
            else Refuse(Words.Tracking.CodeUnknown);
        });
    }

    // The error page speaks French and forgets what was typed: this one says it in the person's language.
    private async Task<bool> AskAsync(Func<Task> ask, Action<ServiceProblem> refuse)
    {
        try
        {
            await ask();
            return true;
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status < StatusCodes.Status429TooManyRequests)
        {
            refuse(refused.Problem);
        }
        catch (ServiceRefusedException refused)
        {
            Refuse(Words.Faults.TooMany, "", refused.Problem.Status);
        }
        catch (ServiceAwayException)
        {
            Refuse(Words.Faults.Away, "", StatusCodes.Status503ServiceUnavailable);
        }
        return false;
    }

    /// <summary>Gives a person one of their files back.</summary>
    public async Task<IActionResult> OnPostPieceAsync(Guid piece, CancellationToken cancellationToken)
    {
        var code = Code?.Trim() ?? "";
        if (code.Trim('.').Length == 0) return NotFound();
        HttpResponseMessage? file = null;
        if (await AskAsync(async () => file = await complaints.DownloadOwnFileAsync(code, piece, cancellationToken), refused => Refuse(SentenceOf(refused), "", refused.Status)))
            return await this.SaveAsync(file!, cancellationToken);
        return Page();
    }

    // The service speaks French and English; in another language one sentence says what to do.
    private string SentenceOf(ServiceProblem problem) => Words switch
    {
        { IsFrench: true } => problem.Errors is [{ } first, ..] ? first.Detail : problem.Sentence,
        var words => problem.Errors.Count > 0 ? words.Faults.TooLong : words.Faults.Other,
    };

    private void Refuse(string sentence, string field = nameof(Code), int status = StatusCodes.Status422UnprocessableEntity)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = status;
    }
}
