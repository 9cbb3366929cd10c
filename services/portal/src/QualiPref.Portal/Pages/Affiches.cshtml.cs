using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Posters;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>The poster and the code of each site that a person works at.</summary>
internal sealed class AffichesModel(Catalogue catalogue, PublicAddress address) : PageModel
{
    public IEnumerable<(string Code, string Name, string? Address)> Sites =>
        catalogue.SiteNames(Caller.Of(HttpContext)).Select(site => (site.Key, site.Value, address.OfSurvey(site.Key, Request)));
}
