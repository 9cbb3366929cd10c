using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>Why a case is due on its day.</summary>
internal sealed class EcheanceModel(ComplaintsClient complaints) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    internal Case Case { get; private set; } = null!;

    internal DeadlineProof Proof { get; private set; } = null!;

    /// <summary>Heads of the calendar's columns.</summary>
    internal static IReadOnlyList<string> Week { get; } = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];

    /// <summary>How many days of its first week the calendar leaves out.</summary>
    internal int Blanks => Proof.Days.Count == 0 ? 0 : ((int)Proof.Days[0].Date.DayOfWeek + 6) % 7;

    /// <summary>The number of a day; with its month where that begins.</summary>
    internal string NumberOf(DateOnly day) => day == Proof.Days[0].Date || day.Day == 1 ? day.ToString("d MMM", FrenchText.Culture) : day.ToString("%d", FrenchText.Culture);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var reading = complaints.ReadAsync(Id, cancellationToken);
        Proof = await complaints.ReadDeadlineAsync(Id, cancellationToken);
        Case = await reading;
    }
}
