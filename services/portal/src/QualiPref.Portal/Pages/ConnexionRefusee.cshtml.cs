using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Session;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>Why nobody came in, and what to do about it.</summary>
internal sealed class ConnexionRefuseeModel(IOptions<SignInOptions> signIn, Catalogue catalogue, TimeProvider time) : PageModel
{
    internal SignInRefusal Reason { get; private set; }

    internal RefusalWords Words => RefusalWords.Of(Reason, signIn.Value.ShownName);

    internal string Back { get; private set; } = "/";

    internal DateTimeOffset Now => time.GetUtcNow();

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    public void OnGet([FromQuery] string? motif, [FromQuery] string? retour)
    {
        Reason = Enum.GetNames<SignInRefusal>().Contains(motif) ? Enum.Parse<SignInRefusal>(motif!) : SignInRefusal.Other;
        Back = SignInEndpoints.Local(retour);
        Response.StatusCode = Reason is SignInRefusal.Away or SignInRefusal.Storage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden;
    }
}
