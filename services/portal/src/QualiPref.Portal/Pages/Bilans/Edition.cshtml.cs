using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>A frozen edition: what it shows, what proves it, and its publication.</summary>
internal sealed class EditionModel(ReportingClient reporting, Catalogue catalogue) : ReportPage(reporting, catalogue)
{
    /// <summary>Version that the person saw when the form of publication was drawn.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal Edition Edition { get; private set; } = null!;

    internal Verification? Verification { get; private set; }

    internal override Report Shown => Edition;

    internal override IReadOnlyList<ReportStep> Steps =>
    [
        new("Compter", Edition.Declared.Count > 0 ? "Ce qui manque est déclaré, avec sa raison" : Edition.Balance is { SetAside: > 0 and var aside } ? BalanceWords.Aside(aside) : "Tout ce qui a été reçu est compté", IsDone: true),
        new("Arrêter les chiffres", Edition.CreatedAt is { } frozen ? $"Arrêtée le {FrenchText.Moment(frozen, Zone)}" : "Arrêtée", IsDone: true),
        Edition.PublishedAt is { } published
            ? new("Publier", $"Publiée le {FrenchText.Moment(published, Zone)}", IsDone: true)
            : new("Publier", "Non publiée", IsDone: false, IsNow: true),
    ];

    protected override IEnumerable<(string Address, string Text)> Documents => Formats
        .Select(one => ($"/bilans/editions/{Id}?handler=document&format={one.Format}", $"Télécharger l'édition ({one.Name})"))
        .Append(($"/bilans/editions/{Id}?handler=manifest", "Télécharger le manifeste (JSON)"));

    // The facts behind a figure may have changed since it was frozen.
    internal override bool LeadsToSources => false;

    internal IEnumerable<KeyValuePair<string, string>> Sites => Catalogue.SiteNames();

    // The service itself answers it to whoever asks, also through the proxy of this portal.
    internal string PublicAddress => $"/api/{ServiceNames.Reporting}/v1/editions/{Id}/document?format=html";

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task<IActionResult> OnGetDocumentAsync(string format, CancellationToken cancellationToken) =>
        HandOnAsync($"editions/{Id}/document" + QueryText.Of(("format", format)), $"edition-{Id}.{format}", cancellationToken);

    public Task<IActionResult> OnGetManifestAsync(CancellationToken cancellationToken) =>
        HandOnAsync($"editions/{Id}/manifest", $"manifeste-{Id}.json", cancellationToken);

    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var started = await Reporting.VerifyAsync(Id, cancellationToken);
            if (started.Operation is { } operation) return LocalRedirect($"/bilans/operations/{operation}?edition={Id}");
            Verification = started.Result;
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, _ => null);
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Reporting.PublishAsync(Id, Version, Reason?.Trim() ?? "", cancellationToken);
            Done = "L'édition est publiée : chacun peut la lire sans compte, à l'adresse donnée ci-dessous.";
            return LocalRedirect($"/bilans/editions/{Id}");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            ModelState.AddModelError("", "L'édition a changé pendant que vous écriviez. Relisez-la, puis publiez-la de nouveau si c'est encore utile ; votre raison est gardée.");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "/reason" ? nameof(Reason) : null);
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    protected override string? LabelOf(string field) => field == nameof(Reason) ? "Raison de la publication" : null;

    private async Task ReadAsync(CancellationToken cancellationToken) => Edition = await Reporting.ReadEditionAsync(Id, cancellationToken);
}
