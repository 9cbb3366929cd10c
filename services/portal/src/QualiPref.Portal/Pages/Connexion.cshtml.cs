using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Pages;

/// <summary>The door of staff: the way to the identity provider.</summary>
internal sealed class ConnexionModel(IOptions<SignInOptions> signIn) : PageModel
{
    internal SignInOptions Provider => signIn.Value;

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Retour { get; set; }

    /// <summary>Whether somebody was signed in until now.</summary>
    internal bool HasEnded => Request.Query.ContainsKey("fin");
}
