using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What goes on about the case elsewhere.</summary>
internal sealed partial class DossierModel
{
    /// <summary>Id of the procedure that was noted; the page makes that of a new one.</summary>
    [BindProperty]
    public Guid? Procedure { get; set; }

    [BindProperty]
    public string? ProcedureKind { get; set; }

    [BindProperty]
    public string? OpenedOn { get; set; }

    [BindProperty]
    public string? ProcedureReference { get; set; }

    [BindProperty]
    public string? ProcedureClosedOn { get; set; }

    /// <summary>What goes on, in words; empty for nothing.</summary>
    internal string GoingOn => string.Join(", ", Case.OpenProcedures.Distinct().Select(kind => catalogue.ProcedureNames().NameOf(kind)));

    public async Task<IActionResult> OnPostProcedureAsync(CancellationToken cancellationToken)
    {
        if (Procedure is not { } procedure) return BadRequest();
        try
        {
            var noted = new { kind = ProcedureKind, openedOn = OpenedOn, reference = ProcedureReference, closedOn = string.IsNullOrEmpty(ProcedureClosedOn) ? null : ProcedureClosedOn };
            await complaints.NoteProcedureAsync(Id, procedure, noted, cancellationToken);
            Done = "La procédure est notée.";
            return LocalRedirect(AddressOf(Id) + "#procedures");
        }
        catch (ServiceRefusedException refused)
        {
            await ReadAsync(cancellationToken);
            ShowRefusal(refused.Problem, pointer => pointer switch
            {
                "/kind" => nameof(ProcedureKind),
                "/openedOn" => nameof(OpenedOn),
                "/reference" => nameof(ProcedureReference),
                "/closedOn" => nameof(ProcedureClosedOn),
                _ => null,
            });
            return Page();
        }
    }
}
