using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Drafting;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.CourriersTypes;

/// <summary>A standard letter: how it reads, its versions, and what the users' committee said of them.</summary>
internal sealed class CourrierModel(LettersClient letters, ComplaintsClient complaints) : PortalPage
{
    private IReadOnlyList<LetterField> _fields = [];

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>The version that is looked at or decided on.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    /// <summary>How many decisions on it the person saw.</summary>
    [BindProperty]
    public int Revision { get; set; }

    /// <summary>Reference of the case with whose data the letter is shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Dossier { get; set; }

    [TempData]
    public string? Done { get; set; }

    /// <summary>The form that was sent, as the ids of its fields begin.</summary>
    internal string? Decision { get; private set; }

    internal ServicePage<LetterTemplate> Versions { get; private set; } = new([], null);

    internal LetterTemplate Newest { get; private set; } = null!;

    internal LetterTemplate Shown { get; private set; } = null!;

    internal OfferedVersion? Offered { get; private set; }

    internal FilledLetter Preview { get; private set; } = null!;

    internal string Language { get; private set; } = "fr";

    internal bool IsOfCase { get; private set; }

    internal IReadOnlyList<string> Missing => [.. Preview.Missing.Select(name => _fields.FirstOrDefault(one => one.Name == name)?.Label.ToLower(FrenchText.Culture) ?? name)];

    internal IEnumerable<KeyValuePair<string, string>> VersionNames => Versions.Items.Select(one =>
        KeyValuePair.Create($"{one.Version}", $"Version {one.Version}, {CaseWords.Of(TemplateWords.Statuses, one.Status).ToLower(FrenchText.Culture)}"));

    internal IEnumerable<KeyValuePair<string, string>> LanguageNames => Languages.Known.Where(one => Shown.In(one) is not null).Select(one => KeyValuePair.Create(one, Languages.Name(one)));

    /// <summary>The decisions that a version allows to whom.</summary>
    internal static IEnumerable<string> DecisionsOn(LetterTemplate version, ClaimsPrincipal user) => version.Status switch
    {
        "draft" => user.Holds(Roles.Quality) ? ["submit", "withdraw"] : ["submit"],
        "submitted" when user.Holds(Roles.Quality) => ["validate", "withdraw"],
        "validated" when user.Holds(Roles.Quality) => ["withdraw"],
        _ => [],
    };

    internal static string ButtonOf(string decision) => decision switch
    {
        "submit" => "Soumettre au comité",
        "validate" => "Noter la validation",
        _ => "Retirer cette version",
    };

    public Task<IActionResult> OnGetAsync(string? langue, string? cursor, CancellationToken cancellationToken) => ShowAsync(langue, cursor, cancellationToken);

    public Task<IActionResult> OnPostSubmitAsync(CancellationToken cancellationToken) =>
        DecideAsync("submit", new { }, "La version est soumise au comité local des usagers.", cancellationToken);

    public Task<IActionResult> OnPostValidateAsync(CancellationToken cancellationToken) =>
        DecideAsync("validate", Body(("committeeOn", "CommitteeOn"), ("opinion", "Opinion")), "La validation est notée : les gestionnaires utilisent cette version.", cancellationToken);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) =>
        DecideAsync("withdraw", Body(("reason", "Reason")), "La version est retirée : elle n'est plus proposée.", cancellationToken);

    /// <summary>The day of an instant in Paris: standard letters belong to no site.</summary>
    internal static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Paris).DateTime);

    internal string? TypedIn(string decision, LetterTemplate version, string field) => IsSent(decision, version) ? Request.Form[field].ToString() : null;

    internal string? ErrorIn(string decision, LetterTemplate version, string field) => IsSent(decision, version) ? ErrorOf(field) : null;

    protected override string? LabelOf(string field) => field switch
    {
        "CommitteeOn" => "Date de l'avis du comité",
        "Opinion" => "Avis du comité",
        "Reason" => "Raison du retrait",
        _ => null,
    };

    private static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private bool IsSent(string decision, LetterTemplate version) => Decision == $"{decision}-{version.Version}";

    private Dictionary<string, string> Body(params (string Name, string Field)[] fields) => fields
        .Select(one => (one.Name, Value: Request.Form[one.Field].ToString().Trim())).Where(one => one.Value.Length > 0).ToDictionary(one => one.Name, one => one.Value);

    private async Task<IActionResult> DecideAsync(string decision, object body, string done, CancellationToken cancellationToken)
    {
        if (Version is not { } version) return BadRequest();
        Decision = FormattableString.Invariant($"{decision}-{version}");
        try
        {
            await letters.DecideAsync(Code, version, decision, Revision, body, cancellationToken);
            Done = done;
            return LocalRedirect($"/courriers-types/{Uri.EscapeDataString(Code)}");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is not StatusCodes.Status404NotFound)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "/committeeOn" => "CommitteeOn", "/opinion" => "Opinion", "/reason" => "Reason", _ => null });
        }
        return await ShowAsync(null, null, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(string? language, string? cursor, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Code)) return NotFound();
        var fields = letters.ListFieldsAsync(cancellationToken);
        Versions = await letters.ListVersionsAsync(Code, cursor, cancellationToken);
        if (Versions.Items.Count == 0) return NotFound();
        Newest = Versions.Items[0];
        Offered = OfferedOf(Versions.Items);
        Shown = Versions.Items.FirstOrDefault(one => one.Version == (Version ?? Offered?.Version)) ?? Newest;
        Language = language is not null && Shown.In(language) is not null ? language : "fr";
        _fields = await fields;
        Preview = await OfCaseAsync(cancellationToken) ?? await letters.SampleAsync(Code, Shown.Version, Language, cancellationToken);
        return Page();
    }

    // As the service chooses, of the versions that are shown.
    private static OfferedVersion? OfferedOf(IEnumerable<LetterTemplate> versions)
    {
        var usable = versions.Where(one => one.Status != "withdrawn").ToList();
        return (usable.FirstOrDefault(one => one.Status == "validated") ?? usable.FirstOrDefault()) is { } offered ? new OfferedVersion(offered.Version, offered.Status) : null;
    }

    private async Task<FilledLetter?> OfCaseAsync(CancellationToken cancellationToken)
    {
        Dossier = Dossier?.Trim();
        if (string.IsNullOrEmpty(Dossier)) return null;
        var found = await complaints.ListAsync(new CaseFilter { Query = Dossier, PageSize = 2 }, cancellationToken);
        if (found.Items.FirstOrDefault(one => string.Equals(one.Reference, Dossier, StringComparison.OrdinalIgnoreCase)) is { } target)
        {
            IsOfCase = true;
            return await letters.FillAsync(target.Id, Code, Shown.Version, Language, cancellationToken);
        }
        ModelState.AddModelError("dossier", "Aucun dossier de vos sites n'a cette référence. Elle s'écrit comme 91-EVRY-2026-000123.");
        return null;
    }
}
