using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using QualiPref.Portal.Session;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Pages;

/// <summary>The door of staff: the way to the identity provider, or, until every local system has one, the sample accounts.</summary>
internal sealed class ConnexionModel(SampleAccounts accounts, IOptions<SignInOptions> signIn, TimeProvider time) : PageModel
{
    internal SignInOptions Provider => signIn.Value;

    public bool HasSamples => accounts.Exist;

    public IReadOnlyList<SampleAccount> Samples => accounts.All;

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Retour { get; set; }

    /// <summary>Whether somebody was signed in until now.</summary>
    internal bool HasEnded => Request.Query.ContainsKey("fin");

    public async Task<IActionResult> OnPostAsync(string? role, CancellationToken cancellationToken)
    {
        var account = accounts.All.FirstOrDefault(one => one.Key == role);
        if (account is null || !accounts.Exist || Provider.IsSet) return Page();
        var token = await accounts.TakeTokenAsync(account, cancellationToken);
        await PortalSession.OpenAsync(HttpContext, account.Name, account.Role, account.Sites, token.AccessToken, time.GetUtcNow().AddSeconds(token.ExpiresIn));
        return LocalRedirect(SignInEndpoints.Local(Retour));
    }
}
