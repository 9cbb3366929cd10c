using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Work;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages;

/// <summary>Ends the session here, then the provider's own.</summary>
internal sealed partial class DeconnexionModel(Sessions sessions, Provider provider, ILogger<DeconnexionModel> logger) : PageModel
{
    /// <summary>Where the provider ends its session. The page leads there by itself: a form may not lead to another site.</summary>
    internal string? Next { get; private set; }

    /// <summary>Whether the provider could not be asked to end its session.</summary>
    internal bool IsOpenThere { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var idToken = await sessions.CloseAsync(HttpContext, cancellationToken);
        HttpContext.User = new ClaimsPrincipal(new ClaimsIdentity());
        if (idToken is null) return LocalRedirect("/");
        try
        {
            if ((await provider.DescribeAsync(cancellationToken)).EndSessionEndpoint is null or "") return LocalRedirect("/");
            await provider.DemandAnswerAsync(cancellationToken);
            Next = await AddressThereAsync(idToken);
        }
        catch (Exception fault) when (fault is ProviderAwayException or OtherProviderException)
        {
            LogAway(FaultText.InShort(fault));
            IsOpenThere = true;
        }
        return Page();
    }

    // The library answers with the address; the page takes it up.
    private async Task<string> AddressThereAsync(string idToken)
    {
        var properties = new AuthenticationProperties { RedirectUri = "/" };
        properties.SetParameter(ProviderEvents.IdTokenHint, idToken);
        await HttpContext.SignOutAsync(Provider.Scheme, properties);
        var address = Response.Headers.Location.ToString();
        Response.Headers.Remove("Location");
        Response.StatusCode = StatusCodes.Status200OK;
        return address;
    }

    [LoggerMessage(EventId = 5107, Level = LogLevel.Warning, Message = "Somebody signed out here and not at the identity provider: {Fault}")]
    private partial void LogAway(string fault);
}
