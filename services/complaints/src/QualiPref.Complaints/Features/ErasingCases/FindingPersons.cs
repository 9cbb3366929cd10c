using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ErasingCases;

/// <summary>Finds what is held about a person who asks for it.</summary>
internal static class FindingPersons
{
    // A form, and no address: what is looked for is somebody's name.
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/persons/search", FindAsync)
        .Allow(Roles.Quality, SiteRule.Narrowed)
        .Audited(AuditKinds.Read, "person.find")
        .WithName("findPerson")
        .Reads("SoughtPerson", (_, fields) => Read(fields))
        .WithSummary("The cases of a person at one's sites, by what is known of them.")
        .WithDescription($"Role `quality`. At least one of `email`, `phone`, `name` and `reference`; a case that any of them finds is listed, {PersonSearch.Most} for each at most. A name is also found "
            + "where somebody else mentions it in subject or text. `hindrance` is the code of what keeps a case from being erased now.");

    // One round trip for each key, one for what is merged, one for the log; one more for each case that is merged into another.
    private static async Task<Ok<FoundCases>> FindAsync(
        HttpContext context, PersonSearch persons, Erasing erasing, [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var sought = Read(new JsonFields(body.RootElement, new FieldErrors()));
        var caller = Caller.Of(context);
        var found = (await persons.FindAsync(sought, caller.Sites, cancellationToken)).Where(one => caller.Covers(one.Document.State.Site)).ToList();
        var shown = found.Take(PersonSearch.Most).ToList();
        var merged = await persons.MergedIntoAsync(shown.Select(one => one.Document.Id), cancellationToken);
        var cases = new List<FoundCaseView>(shown.Count);
        foreach (var one in shown)
            cases.Add(FoundCaseView.Of(one, merged[one.Document.Id], (await erasing.HindranceAsync(one.Document, cancellationToken))?.Code));
        await audit.AppendListAsync(context, "case", shown.Select(one => (one.Document.Id, (string?)one.Document.State.Site)), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new FoundCases(cases, found.Count > PersonSearch.Most));
    }

    private static SoughtPerson Read(JsonFields fields)
    {
        var sought = new SoughtPerson(Filled(fields, "email", 254), Filled(fields, "phone", 40), Filled(fields, "name", 200), Filled(fields, "reference", 60));
        if (sought is { Email: null, Phone: null, Name: null, Reference: null })
            fields.Refuse("email", "Indiquez au moins une adresse, un téléphone, un nom ou une référence.", "Give at least an address, a telephone, a name or a reference.");
        if (sought.Phone is { } phone && PersonSearch.DigitsOf(phone) is null)
            fields.Refuse("phone", "Au moins six chiffres sont nécessaires.", "At least six digits are needed.");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return sought;
    }

    private static string? Filled(JsonFields fields, string name, int longest) => fields.Text(name, longest) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}

/// <summary>What is held about a person.</summary>
/// <param name="Items">The cases, the newest first.</param>
/// <param name="More">Whether there are others: look again with more that is known.</param>
internal sealed record FoundCases(IReadOnlyList<FoundCaseView> Items, bool More);

/// <summary>A case that may be a person's.</summary>
/// <param name="Id">The case.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Site">Code of its site.</param>
/// <param name="Kind">Its nature.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReceivedOn">When it was received.</param>
/// <param name="Name">The name that the person gave.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="FoundBy">By which of what was asked for it was found.</param>
/// <param name="Merged">References of the cases that are merged into it.</param>
/// <param name="MergedInto">The case that it is merged into.</param>
/// <param name="Hindrance">Code of what keeps it from being erased now; null where nothing does.</param>
/// <param name="Version">Its version, as an <c>If-Match</c> names it.</param>
internal sealed record FoundCaseView(
    Guid Id, string Reference, string Site, string Kind, CaseStatus Status, DateOnly ReceivedOn, string? Name, string? Subject, IReadOnlyList<string> FoundBy,
    IReadOnlyList<string> Merged, Guid? MergedInto, string? Hindrance, long Version)
{
    public static FoundCaseView Of(FoundCase found, IEnumerable<string> merged, string? hindrance)
    {
        var document = found.Document;
        return new FoundCaseView(
            document.Id, document.Reference, document.State.Site, document.State.Kind, document.State.Status, document.State.ReceivedOn, document.Filing.Contact?.Name, document.Filing.Subject,
            found.FoundBy, [.. merged], document.State.MergedInto, hindrance, document.Version);
    }
}
