using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Access;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages.Acces;

/// <summary>Invites somebody by an address.</summary>
internal sealed class InvitationModel(AccessChanges changes, Catalogue catalogue, TimeProvider time) : AccessPage(catalogue, time)
{
    [BindProperty]
    public string? Nom { get; set; }

    [BindProperty]
    public string? Adresse { get; set; }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (name, email) = (Nom?.Trim() ?? "", Adresse?.Trim() ?? "");
        if (name.Length is 0 or > AccessReading.LongestName) AddError(nameof(Nom), $"Un nom de {AccessReading.LongestName} caractères au plus est attendu.");
        if (email.Length > EmailAddresses.Longest || !EmailAddresses.IsOne(email)) AddError(nameof(Adresse), "Une adresse électronique est attendue, comme prenom.nom@exemple.fr.");
        var grants = ReadLines();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = 422;
            return Page();
        }
        return await TryAsync(() => changes.InviteAsync(name, email, grants, Entry(AccessAudit.Invite), cancellationToken)) is { } invited ? LocalRedirect($"/acces/{invited.Id}") : Page();
    }

    protected override string? LabelOf(string field) => field == nameof(Nom) ? "Nom" : field == nameof(Adresse) ? "Adresse électronique" : null;

    private void AddError(string field, string sentence)
    {
        ModelState.AddModelError(field, sentence);
        ViewData[LabelKey(field)] = LabelOf(field);
    }
}
