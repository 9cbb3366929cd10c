using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages;

/// <summary>Sign-in with the sample accounts of local shapes.</summary>
internal sealed class ConnexionModel(SampleAccounts accounts, TimeProvider time) : PageModel
{
    public bool HasSamples => accounts.Exist;

    public IReadOnlyList<SampleAccount> Samples => accounts.All;

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Retour { get; set; }

    public async Task<IActionResult> OnPostAsync(string? role, CancellationToken cancellationToken)
    {
        var account = accounts.All.FirstOrDefault(one => one.Key == role);
        if (account is null || !accounts.Exist) return Page();
        var token = await accounts.TakeTokenAsync(account, cancellationToken);
        await PortalSession.OpenAsync(HttpContext, account.Name, account.Role, account.Sites, token.AccessToken, time.GetUtcNow().AddSeconds(token.ExpiresIn));
        // An address in a header is ASCII: a search for "délai" is not.
        return LocalRedirect(Url.IsLocalUrl(Retour) ? UriHelper.Encode(new Uri(Retour, UriKind.Relative)) : "/");
    }
}
