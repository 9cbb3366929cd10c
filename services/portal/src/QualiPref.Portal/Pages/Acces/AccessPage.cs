using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Portal.Access;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Acces;

/// <summary>What the forms about somebody's access share: lines of a role and a place, and the refusals of <see cref="AccessChanges"/>.</summary>
internal abstract class AccessPage(Catalogue catalogue, TimeProvider time) : PortalPage
{
    // Empty lines below those that are there.
    private const int Further = 2;

    [BindProperty(Name = "role")]
    public string?[] Role { get; set; } = [];

    [BindProperty(Name = "place")]
    public string?[] Place { get; set; } = [];

    internal Catalogue Catalogue => catalogue;

    /// <summary>What the audit log is told of something that is done with somebody.</summary>
    internal Func<Person, AuditEntry> Entry(AuditAct act) => person => AuditEntry.Of(act, AuditActor.Of(HttpContext), AccessAudit.On(person), time.GetUtcNow(), details: AccessAudit.Details(person));

    internal IReadOnlyList<KeyValuePair<string, string>> Places => AccessWords.Places(catalogue);

    internal TimeProvider Time => time;

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    /// <summary>The lines of the form: what was sent, else what somebody holds, and empty ones.</summary>
    internal IReadOnlyList<(string? Role, string? Place)> Lines(IReadOnlyList<PersonGrant> held) =>
    [
        .. Role.Length > 0 ? Role.Zip(Place).Where(line => !string.IsNullOrEmpty(line.First) || !string.IsNullOrEmpty(line.Second)) : held.Select(grant => ((string?)grant.Role, (string?)AccessWords.PlaceOf(grant))),
        .. Enumerable.Repeat<(string?, string?)>((null, null), Further),
    ];

    /// <summary>What the lines mean; a line without a role is none. Faults are noted beside their fields.</summary>
    internal IReadOnlyList<PersonGrant> ReadLines()
    {
        var grants = new List<PersonGrant>();
        foreach (var (role, place) in Role.Zip(Place).Take(AccessReading.MostGrants))
        {
            if (string.IsNullOrEmpty(role)) continue;
            var isKnown = AccessWords.Roles.Any(one => one.Key == role) && Places.Any(one => one.Key == place);
            if (isKnown) grants.Add(AccessWords.GrantOf(role, place!)!);
            else ModelState.AddModelError("", $"Choisissez où vaut le rôle «\u00A0{AccessWords.Roles.NameOf(role)}\u00A0».");
        }
        return [.. grants.Distinct()];
    }

    /// <summary>Does it, or says above the form why not.</summary>
    /// <returns>What came of it; null when it was refused.</returns>
    internal async Task<Person?> TryAsync(Func<Task<Person>> change)
    {
        try
        {
            return await change();
        }
        catch (ProblemException refused)
        {
            var sentence = refused.Problem.Kind == CommonProblems.Stale
                ? "Cette fiche a changé depuis que vous l'avez ouverte. Vérifiez ce qui est affiché, puis recommencez."
                : (refused.Problem.Detail ?? refused.Problem.Kind.Title).French;
            ModelState.AddModelError("", sentence);
            Response.StatusCode = refused.Problem.Kind.Status;
            return null;
        }
    }
}
