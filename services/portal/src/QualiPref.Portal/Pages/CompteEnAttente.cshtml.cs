using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Pages;

/// <summary>For who has signed in and may do nothing here: why, and whom to ask.</summary>
internal sealed class CompteEnAttenteModel(Persons persons, IOptions<AccessOptions> access, IOptions<LegalOptions> legal) : PageModel
{
    /// <summary>Whose session it is; null without one.</summary>
    internal Person? Person { get; private set; }

    /// <summary>Whom to ask, by what the configuration says.</summary>
    internal IReadOnlyList<string> Contact => access.Value.AccessContact is { Length: > 0 } named
        ? [named]
        : [.. new[] { legal.Value.ContactEmail, legal.Value.ContactPhone }.OfType<string>()];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (Caller.Of(HttpContext).Person is { } id) Person = await persons.FindAsync(id, cancellationToken);
    }
}
