using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>Who has how many cases, and what falls due this week: one call of the service.</summary>
internal sealed class EquipeModel(ComplaintsClient complaints, Colleagues colleagues, Catalogue catalogue) : PortalPage
{
    internal Catalogue Catalogue => catalogue;

    internal Desk Desk { get; private set; } = null!;

    internal Names Names { get; private set; } = null!;

    internal Guid? Me => Caller.Of(HttpContext).Person;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var names = colleagues.ReadAsync(cancellationToken);
        Desk = await complaints.ReadDeskAsync(cancellationToken);
        Names = await names;
    }
}
