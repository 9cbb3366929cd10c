using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bornes;

/// <summary>One kiosk: how it is, what is missing of it, and what can be done with it.</summary>
internal sealed class BorneModel(SurveysClient surveys, Catalogue catalogue, TimeProvider time) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Label { get; set; }

    /// <summary>Why it is retired, or a range written off.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The range to write off.</summary>
    [BindProperty]
    public int Enrolment { get; set; }

    [BindProperty]
    public long From { get; set; }

    [BindProperty]
    public long To { get; set; }

    [BindProperty]
    public IFormFile? Fichier { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal ListedKiosk Kiosk { get; private set; } = null!;

    internal IssuedCode? Issued { get; private set; }

    /// <summary>What became of the answers of the file; null when none was handed in.</summary>
    internal IReadOnlyList<ImportedAnswer>? Imported { get; private set; }

    internal DateTimeOffset Now => time.GetUtcNow();

    internal string SiteName => catalogue.SiteName(Kiosk.Site);

    internal TimeZoneInfo Zone => catalogue.TryGetSite(Kiosk.Site, out var site) ? site.TimeZone : TimeZoneInfo.Utc;

    /// <summary>What is missing, by enrolment, the present one first.</summary>
    internal IEnumerable<(int Enrolment, MissingRange Range)> Missing => new[] { (Kiosk.Enrolment, Kiosk.Missing) }
        .Concat(Kiosk.Earlier.Reverse().Select(one => (one.Enrolment, one.Missing)))
        .SelectMany(one => one.Item2.Select(range => (one.Item1, range)));

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task<IActionResult> OnPostRenameAsync(CancellationToken cancellationToken) => DoAsync(
        () => surveys.RenameKioskAsync(Id, Label?.Trim() ?? "", cancellationToken), "Le nom est changé. La borne le montre à son prochain contact.",
        pointer => pointer == "/label" ? nameof(Label) : null, cancellationToken);

    public Task<IActionResult> OnPostRetireAsync(CancellationToken cancellationToken) => DoAsync(
        () => surveys.RetireKioskAsync(Id, Reason?.Trim() ?? "", cancellationToken), "La borne est hors service. Ce que son appareil garde encore peut être repris par un fichier.",
        pointer => pointer == "/reason" ? nameof(Reason) : null, cancellationToken);

    public Task<IActionResult> OnPostWriteOffAsync(CancellationToken cancellationToken) => DoAsync(
        () => surveys.WriteOffAsync(Id, Enrolment, From, To, Reason?.Trim() ?? "", cancellationToken), "Ces avis ne sont plus attendus. S'il en arrive un, il compte.",
        pointer => pointer == "/reason" ? FieldOf(Enrolment, From) : null, cancellationToken);

    public async Task<IActionResult> OnPostCodeAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        try
        {
            Issued = IssuedCode.Of(Name, (await surveys.RenewCodeAsync(Id, cancellationToken)).EnrolmentCode, null, Request);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status != StatusCodes.Status403Forbidden)
        {
            ShowRefusal(refused.Problem, _ => null);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostPinAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        Issued = IssuedCode.OfPin(Name, await surveys.ChangePinAsync(Id, cancellationToken));
        return Page();
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        try
        {
            if (await ReadFileAsync(cancellationToken) is not { } file) return Refused();
            Imported = await surveys.ImportAsync(Id, file, cancellationToken);
            await ReadAsync(cancellationToken);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status != StatusCodes.Status403Forbidden)
        {
            ShowRefusal(refused.Problem, _ => nameof(Fichier));
        }
        return Page();
    }

    /// <summary>Tells the reason of one range from those of the others.</summary>
    internal static string ScopeOf(int enrolment, long from) => string.Create(CultureInfo.InvariantCulture, $"plage-{enrolment}-{from}-");

    internal static string FieldOf(int enrolment, long from) => ScopeOf(enrolment, from) + nameof(Reason);

    protected override string? LabelOf(string field) => field switch
    {
        nameof(Label) => "Nom de la borne",
        nameof(Fichier) => "Fichier",
        _ when field.EndsWith(nameof(Reason), StringComparison.Ordinal) => "Raison",
        _ => null,
    };

    private string Name => $"{Kiosk.Label} ({SiteName})";

    private async Task<IActionResult> DoAsync(Func<Task> act, string done, Func<string, string?> fieldOf, CancellationToken cancellationToken)
    {
        try
        {
            await act();
            Done = done;
            return LocalRedirect($"/bornes/{Id}");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status != StatusCodes.Status403Forbidden)
        {
            ShowRefusal(refused.Problem, fieldOf);
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    /// <summary>The file, when there is one and it is JSON.</summary>
    private async Task<byte[]?> ReadFileAsync(CancellationToken cancellationToken)
    {
        if (Fichier is null) return null;
        using var content = new MemoryStream();
        await Fichier.CopyToAsync(content, cancellationToken);
        try
        {
            content.Position = 0;
            using var readable = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken);
            return content.ToArray();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private PageResult Refused()
    {
        ModelState.AddModelError(nameof(Fichier), Fichier is null ? "Choisissez le fichier que la borne a exporté." : "Ce fichier n'est pas celui d'une borne, ou il est abîmé. Exportez-le de nouveau.");
        ViewData[LabelKey(nameof(Fichier))] = LabelOf(nameof(Fichier));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellationToken) => Kiosk = await surveys.ReadKioskAsync(Id, cancellationToken);
}
