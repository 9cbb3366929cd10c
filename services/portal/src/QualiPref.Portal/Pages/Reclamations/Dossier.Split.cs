using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>Makes a second case of one that is about two things.</summary>
internal sealed partial class DossierModel
{
    /// <summary>Id of the second case: sent twice, the form makes it once.</summary>
    [BindProperty]
    public Guid SecondCase { get; set; } = Guid.NewGuid();

    [BindProperty]
    public string? SecondMotive { get; set; }

    [BindProperty]
    public string? SecondSubject { get; set; }

    [BindProperty]
    public string? SecondText { get; set; }

    /// <summary>Whether the form that was sent in is still to be mended.</summary>
    internal bool IsSplitting { get; private set; }

    /// <summary>Whether the case may be split.</summary>
    internal bool MaySplit => !Case.Erased && CaseWords.IsOpen(Case.Status);

    public async Task<IActionResult> OnPostSplitAsync(CancellationToken cancellationToken)
    {
        IsSplitting = true;
        try
        {
            var second = new { id = SecondCase, motive = SecondMotive, subject = SecondSubject, text = SecondText };
            var made = await complaints.SplitAsync(Id, Version, second, cancellationToken);
            Done = "Le second dossier est créé\u00A0: le voici. Le premier le nomme dans son historique.";
            return LocalRedirect(AddressOf(made.Id));
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            await ReadAsync(cancellationToken);
            return Stale(StatusCodes.Status412PreconditionFailed);
        }
        catch (ServiceRefusedException refused)
        {
            await ReadAsync(cancellationToken);
            ShowRefusal(refused.Problem, pointer => pointer switch
            {
                "/motive" => nameof(SecondMotive),
                "/subject" => nameof(SecondSubject),
                "/text" => nameof(SecondText),
                _ => null,
            });
            return Page();
        }
    }
}
