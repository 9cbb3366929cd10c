using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Confidentialite;

/// <summary>Finds what is held of a person who asks for it, gives it out and erases it. What is looked for travels in the body alone.</summary>
internal sealed class IndexModel(PrivacyClient privacy, Catalogue catalogue) : PortalPage
{
    /// <summary>What is typed before anything is erased.</summary>
    public const string Confirmed = "EFFACER";

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? PersonName { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    /// <summary>The cases that were chosen, each with the version that the person saw: <c>id:version</c>.</summary>
    [BindProperty]
    public List<string> Cases { get; set; } = [];

    [BindProperty]
    public string? Confirmation { get; set; }

    /// <summary>What was found; null until something is looked for.</summary>
    internal FoundCases? Found { get; private set; }

    /// <summary>What became of the cases that were to be erased, by their ids: null where they were.</summary>
    internal IReadOnlyDictionary<Guid, string?> Outcomes { get; private set; } = new Dictionary<Guid, string?>();

    internal Catalogue Catalogue => catalogue;

    internal bool IsChosen(FoundCase one) => Cases.Any(chosen => chosen.StartsWith($"{one.Id}:", StringComparison.Ordinal));

    public async Task OnPostAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken);

    /// <summary>Gives out all that the chosen cases hold.</summary>
    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellationToken)
    {
        var chosen = Chosen();
        if (chosen.Count == 0) return await RefusedAsync(nameof(Cases), "Choisissez au moins un dossier.", cancellationToken);
        try
        {
            var response = await privacy.ExportAsync(chosen.Select(one => one.Id), cancellationToken);
            HttpContext.Response.RegisterForDispose(response);
            Response.Headers.CacheControl = "no-store";
            return File(await response.Content.ReadAsStreamAsync(cancellationToken), "application/zip", "donnees-personnelles.zip");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, _ => nameof(Cases));
            return await ShownAsync(cancellationToken);
        }
    }

    /// <summary>Erases the chosen cases, each by itself: what is refused of one stays, and is told.</summary>
    [FreshSignIn]
    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancellationToken)
    {
        var chosen = Chosen();
        if (chosen.Count == 0) return await RefusedAsync(nameof(Cases), "Choisissez au moins un dossier.", cancellationToken);
        if (Confirmation?.Trim() != Confirmed) return await RefusedAsync(nameof(Confirmation), $"Tapez {Confirmed} pour confirmer\u00A0: rien n'a été effacé.", cancellationToken);
        var outcomes = new Dictionary<Guid, string?>();
        foreach (var (id, version) in chosen)
        {
            try
            {
                await privacy.EraseAsync(id, version, cancellationToken);
                outcomes[id] = null;
            }
            catch (ServiceRefusedException refused)
            {
                outcomes[id] = refused.Problem.Sentence;
                if (chosen.Count == 1) Response.StatusCode = refused.Problem.Status;
            }
        }
        Outcomes = outcomes;
        // By their names they are found no more.
        Cases = [];
        Confirmation = null;
        return await ShownAsync(cancellationToken);
    }

    private List<(Guid Id, long Version)> Chosen() => [.. Cases.Select(one => one.Split(':'))
        .Where(parts => parts.Length == 2 && Guid.TryParse(parts[0], out _) && long.TryParse(parts[1], CultureInfo.InvariantCulture, out _))
        .Select(parts => (Guid.Parse(parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture)))];

    private async Task<IActionResult> RefusedAsync(string field, string sentence, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShownAsync(cancellationToken);
    }

    private async Task<IActionResult> ShownAsync(CancellationToken cancellationToken)
    {
        if (new[] { Email, Phone, PersonName, Reference }.Any(one => !string.IsNullOrWhiteSpace(one))) await FindAsync(cancellationToken);
        return Page();
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            Found = await privacy.FindAsync(new { email = Email, phone = Phone, name = PersonName, reference = Reference }, cancellationToken);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "/name" ? nameof(PersonName) : char.ToUpperInvariant(pointer[1]) + pointer[2..]);
        }
    }
}
