using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>One report in the order of the committee's duties, with its balance, its editions and its documents.</summary>
internal sealed class BilanModel(ReportingClient reporting, Catalogue catalogue) : ReportPage(reporting, catalogue)
{
    internal Report Report { get; private set; } = null!;

    internal override Report Shown => Report;

    internal override IReadOnlyList<ReportStep> Steps
    {
        get
        {
            var settled = Report.Balance is { Settled: true };
            var last = Report.Editions.Count > 0 ? Report.Editions[^1] : null;
            return
            [
                new("Compter", settled ? "Tout ce qui a été reçu est compté" : "Il reste à compter ou à décider", settled, IsNow: !settled),
                new(
                    "Arrêter les chiffres",
                    last is null ? "Aucune édition n'est encore arrêtée" : $"Révision {last.Revision} arrêtée le {FrenchText.Moment(last.CreatedAt, Zone)}",
                    last is not null,
                    IsNow: settled && last is null),
                new("Vérifier et publier", "Depuis une édition arrêtée", IsDone: false, IsNow: settled && last is not null),
            ];
        }
    }

    internal override SideMenu Side => base.Side with
    {
        Groups = [.. base.Side.Groups.Take(2), new SideGroup("Éditions de ce bilan", Report.Editions.Select(one => new SideLink($"/bilans/editions/{one.Id}", $"Révision {one.Revision}"))), .. base.Side.Groups.Skip(2)],
    };

    protected override IEnumerable<(string Address, string Text)> Documents => Formats.Select(one => ($"/bilans/{Id}?handler=document&format={one.Format}", $"Télécharger le bilan ({one.Name})"));

    public async Task OnGetAsync(CancellationToken cancellationToken) => Report = await Reporting.ReadAsync(Id, cancellationToken);

    public Task<IActionResult> OnGetDocumentAsync(string format, CancellationToken cancellationToken) =>
        HandOnAsync($"reports/{Id}/document" + QueryText.Of(("format", format)), $"bilan-{Id}.{format}", cancellationToken);
}
