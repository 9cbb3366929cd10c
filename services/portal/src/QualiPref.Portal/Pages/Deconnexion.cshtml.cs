using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages;

/// <summary>Ends the session.</summary>
internal sealed class DeconnexionModel : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await PortalSession.CloseAsync(HttpContext);
        return LocalRedirect("/");
    }
}
