using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Portal.Access;

/// <summary>The administrator's calls about persons. Each is one round trip more than it changes, absences two.</summary>
internal static class PersonEndpoints
{
    private static readonly IReadOnlyList<string> States = [.. Enum.GetNames<PersonState>().Select(state => state.ToLowerInvariant())];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/persons", ListAsync)
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AccessAudit.List.Kind, AccessAudit.List.Name)
            .WithName("ListPersons")
            .TakesQuery(QueryParameter.Code("state", "Only those of this state; all but those who have left when it is missing.", States))
            .WithSummary("List who works here, is invited or waits")
            .WithDescription("Needs the role admin at all sites. In the order of names, without pages: there are as many as people who work here.");
        api.MapGet("/persons/{id:guid}", ReadAsync)
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AccessAudit.Read.Kind, AccessAudit.Read.Name)
            .WithName("ReadPerson").GivesETag().Refuses(CommonProblems.NotFound)
            .WithSummary("Read a person")
            .WithDescription("Needs the role admin at all sites.")
            .Produces<PersonView>();
        api.MapPost("/persons", InviteAsync)
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AccessAudit.Invite.Kind, AccessAudit.Invite.Name)
            .WithName("InvitePerson")
            .Reads("Invitation", (services, fields) => ReadInvitation(fields, services.GetRequiredService<Catalogue>()))
            .GivesETag().Refuses(PortalProblems.KnownAddress)
            .WithSummary("Invite somebody by an address")
            .WithDescription("Needs the role admin at all sites. What is granted holds from the first sign-in of somebody for whom the provider confirms the address. Nothing is sent.")
            .Produces<PersonView>(StatusCodes.Status201Created);
        api.MapPut("/persons/{id:guid}/grants", GrantAsync)
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AccessAudit.Grant.Kind, AccessAudit.Grant.Name)
            .WithName("GrantPerson")
            .Reads("Grants", (services, fields) => ReadGrants(fields, services.GetRequiredService<Catalogue>()))
            .TakesIfMatch().GivesETag().Refuses(CommonProblems.NotFound, PortalProblems.LastAdministrator)
            .WithSummary("Say what somebody may do, and where")
            .WithDescription("Needs the role admin at all sites. Replaces all grants: each a role at a site, at all of them (`*`) or in a network. Who waited or had left comes in with it. In force within a minute.")
            .Produces<PersonView>();
        api.MapPut("/persons/{id:guid}/absences", SetAbsencesAsync)
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AccessAudit.Absences.Kind, AccessAudit.Absences.Name)
            .WithName("SetAbsences")
            .Reads("Absences", (_, fields) => ReadAbsences(fields))
            .TakesIfMatch().GivesETag().Refuses(CommonProblems.NotFound)
            .WithSummary("Say when somebody is away and who acts for them")
            .WithDescription("Needs the role admin at all sites. Replaces all absences. One that is new begins within a year, lasts a year at most and is not over; the stand-in is somebody else who works here or is invited. From the first day to the last, by the calendar of each site, the stand-in holds what the other holds; what they do only by that bears both names.")
            .Produces<PersonView>();
        api.MapPost("/persons/{id:guid}/leave", LeaveAsync)
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AccessAudit.Leave.Kind, AccessAudit.Leave.Name)
            .WithName("EndAccess")
            .TakesIfMatch().GivesETag().Refuses(CommonProblems.NotFound, PortalProblems.LastAdministrator)
            .WithSummary("End all that somebody may do")
            .WithDescription("Needs the role admin at all sites. Every service refuses them within a minute, every page at once. An invitation ends the same way.")
            .Produces<PersonView>();
        api.MapGet("/assignees", AssigneesAsync)
            .Allow(Roles.Handler, SiteRule.Query)
            .WithName("ListAssignees")
            .TakesQuery(QueryParameter.Site with { IsRequired = true })
            .WithSummary("List who may be given a case of a site")
            .WithDescription("Needs the role handler. Whoever is a handler at the site themselves, in the order of names.");
    }

    private static async Task<Ok<PersonList>> ListAsync(
        string? state, HttpContext context, Persons persons, [FromKeyedServices(QualiPrefHost.Portal)] AuditLog audit, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (state is not null && !States.Contains(state)) errors.Add("state", $"Valeur inconnue ; valeurs admises : {string.Join(", ", States)}.", $"Unknown value; allowed: {string.Join(", ", States)}.");
        errors.ThrowIfAny();
        PersonState[] asked = state is null ? [PersonState.Waiting, PersonState.Invited, PersonState.Active] : [Enum.Parse<PersonState>(state, ignoreCase: true)];
        var listed = await persons.ListAsync(asked, cancellationToken);
        await audit.AppendListAsync(context, "person", listed.Select(one => (one.Id, (string?)null)), cancellationToken);
        return TypedResults.Ok(new PersonList([.. listed.Select(PersonView.Of)]));
    }

    private static async Task<IResult> ReadAsync(
        Guid id, HttpContext context, Persons persons, [FromKeyedServices(QualiPrefHost.Portal)] AuditLog audit, CancellationToken cancellationToken)
    {
        if (await persons.FindAsync(id, cancellationToken) is not { } person) return new Problem(CommonProblems.NotFound);
        await audit.AppendAsync(context.Entry(AccessAudit.On(person)), cancellationToken);
        return Show(context.Response, person);
    }

    private static async Task<IResult> InviteAsync(HttpContext context, AccessChanges changes, Catalogue catalogue, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var (name, email, grants) = Checked(body.RootElement, fields => ReadInvitation(fields, catalogue));
        var invited = await changes.InviteAsync(name!, email!, grants, Entry(context), cancellationToken);
        Preconditions.SetETag(context.Response, invited.Version);
        return TypedResults.Created($"/api/portal/v1/persons/{invited.Id}", PersonView.Of(invited));
    }

    private static async Task<IResult> GrantAsync(Guid id, HttpContext context, Persons persons, AccessChanges changes, Catalogue catalogue, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var grants = Checked(body.RootElement, fields => ReadGrants(fields, catalogue));
        if (await FindAsync(id, context.Request, persons, cancellationToken) is not { } read) return new Problem(CommonProblems.NotFound);
        return Show(context.Response, await changes.GrantAsync(read, grants, Entry(context), cancellationToken));
    }

    private static async Task<IResult> SetAbsencesAsync(
        Guid id, HttpContext context, Persons persons, AccessChanges changes, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var absences = Checked(body.RootElement, ReadAbsences);
        if (await FindAsync(id, context.Request, persons, cancellationToken) is not { } read) return new Problem(CommonProblems.NotFound);
        AbsenceRule.Demand(absences, read, await persons.ListAsync([PersonState.Active, PersonState.Invited], cancellationToken), catalogue.Sites[0].TimeZone.Today(time));
        return Show(context.Response, await changes.SetAbsencesAsync(read, absences, Entry(context), cancellationToken));
    }

    private static async Task<IResult> LeaveAsync(Guid id, HttpContext context, Persons persons, AccessChanges changes, CancellationToken cancellationToken) =>
        await FindAsync(id, context.Request, persons, cancellationToken) is { } read
            ? Show(context.Response, await changes.LeaveAsync(read, Entry(context), cancellationToken))
            : new Problem(CommonProblems.NotFound);

    private static async Task<Ok<AssigneeList>> AssigneesAsync(string? site, Persons persons, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (site is null || !catalogue.TryGetSite(site, out _)) errors.Add("site", "Un site connu est attendu.", "A known site is expected.");
        errors.ThrowIfAny();
        return TypedResults.Ok(new AssigneeList(await persons.ListAssigneesAsync(site!, cancellationToken)));
    }

    private static Func<Person, AuditEntry> Entry(HttpContext context) => person => context.Entry(AccessAudit.On(person), details: AccessAudit.Details(person));

    // What was read is what is changed: whoever sends the ETag of another version is told so before anything is judged.
    private static async Task<Person?> FindAsync(Guid id, HttpRequest request, Persons persons, CancellationToken cancellationToken)
    {
        var read = await persons.FindAsync(id, cancellationToken);
        if (read is not null) Preconditions.RequireVersion(request, read.Version);
        return read;
    }

    private static Ok<PersonView> Show(HttpResponse response, Person person)
    {
        Preconditions.SetETag(response, person.Version);
        return TypedResults.Ok(PersonView.Of(person));
    }

    private static T Checked<T>(System.Text.Json.JsonElement body, Func<JsonFields, T> read)
    {
        var errors = new FieldErrors();
        var value = read(new JsonFields(body, errors));
        errors.ThrowIfAny();
        return value;
    }

    private static (string? Name, string? Email, IReadOnlyList<PersonGrant> Grants) ReadInvitation(JsonFields fields, Catalogue catalogue)
    {
        var (name, email, grants) = (fields.Text("name", AccessReading.LongestName, required: true), AccessReading.Email(fields), AccessReading.Grants(fields, catalogue));
        fields.RefuseUnknown();
        return (name?.Trim(), email, grants);
    }

    private static IReadOnlyList<PersonGrant> ReadGrants(JsonFields fields, Catalogue catalogue)
    {
        var grants = AccessReading.Grants(fields, catalogue);
        fields.RefuseUnknown();
        return grants;
    }

    private static IReadOnlyList<Absence> ReadAbsences(JsonFields fields)
    {
        var absences = AccessReading.Absences(fields);
        fields.RefuseUnknown();
        return absences;
    }
}
