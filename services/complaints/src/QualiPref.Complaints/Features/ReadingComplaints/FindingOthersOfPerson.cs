using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>Finds what else the person of a case wrote, so that whoever answers knows of it.</summary>
internal static class FindingOthersOfPerson
{
    private const int Shown = 10;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:guid}/same-person", FindAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Read, "case.samePerson")
        .WithName("findOthersOfPerson")
        .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
        .WithSummary("The other cases of the person of a case.")
        .WithDescription($"Role `handler` for the site of the case; of all sites that the token covers. By the same address of e-mail or telephone, however they are written; the newest {Shown}. "
            + "`number` is how many there are, and where `more` is true there are further ones. None of an anonymous case.");

    // Three round trips; one of a case whose person gave neither.
    private static async Task<Ok<OthersOfPerson>> FindAsync(
        Guid id, HttpContext context, CaseStore cases, PersonSearch persons, [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var document = await cases.RequireAsync(id, caller, cancellationToken);
        var others = document.Filing.Contact is { } contact ? await persons.OthersOfAsync(contact, id, caller.Sites, cancellationToken) : [];
        var found = others.Where(one => caller.Covers(one.Site)).ToList();
        var shown = found.Take(Shown).ToList();
        await audit.AppendListAsync(context, "case", shown.Select(one => (one.Id, (string?)one.Site)), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new OthersOfPerson(shown, Math.Min(found.Count, PersonSearch.Most), found.Count > PersonSearch.Most));
    }
}

/// <summary>What else a person wrote.</summary>
/// <param name="Items">The newest of their cases.</param>
/// <param name="Number">How many there are.</param>
/// <param name="More">Whether there are even more.</param>
internal sealed record OthersOfPerson(IReadOnlyList<CaseOfPerson> Items, int Number, bool More);
