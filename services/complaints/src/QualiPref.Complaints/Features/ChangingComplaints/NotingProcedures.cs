using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.ChangingComplaints;

/// <summary>Notes what goes on about a case elsewhere.</summary>
internal static class NotingProcedures
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/complaints/{id:guid}/procedures/{procedure:guid}", NoteAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Decision, "case.procedure")
        .WithName("noteProcedure")
        .Reads("ProcedureNoted", (services, fields) => Read(fields, services.GetRequiredService<Catalogue>()))
        .GivesETag()
        .Refuses(CommonProblems.NotFound, ComplaintsProblems.ProceduresFull, ComplaintsProblems.Erased, CommonProblems.NotInCatalogueYet)
        .WithSummary("Notes a procedure that goes on about a case elsewhere, or that it ended.")
        .WithDescription("Role `handler` for the site of the case, in any state. The client makes the id; the same id again replaces what was noted. The version of the case stays.");

    // Two round trips, three for a new one.
    private static async Task<Ok<CaseView>> NoteAsync(
        Guid id, Guid procedure, HttpContext context, CaseStore cases, ProcedureStore procedures, SitePromises promises, Catalogue catalogue, TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var written = Read(new JsonFields(body.RootElement, new FieldErrors()), catalogue);
        var caller = Caller.Of(context);
        var document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
        Check(written, promises.Today(document.State.Site));

        var noted = new Procedure
        {
            Id = procedure,
            Kind = written.Kind,
            OpenedOn = written.OpenedOn,
            Reference = written.Reference,
            ClosedOn = written.ClosedOn,
            At = time.GetUtcNow().UtcDateTime,
            By = caller.Name,
        };
        var audit = context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("procedure", procedure.ToString()), ("kind", noted.Kind));
        var place = document.Procedures.FindIndex(one => one.Id == procedure);
        if (place >= 0 && document.Procedures[place].Says(noted)) return context.Answer(document, promises);
        if (!await procedures.TryNoteAsync(id, noted, audit, cancellationToken))
        {
            document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
            if (!document.Procedures.Exists(one => one.Id == procedure && one.Says(noted))) throw new ProblemException(new Problem(ComplaintsProblems.ProceduresFull));
            return context.Answer(document, promises);
        }
        if (place >= 0) document.Procedures[place] = noted;
        else document.Procedures.Add(noted);
        return context.Answer(document, promises);
    }

    private static ProcedureNoted Read(JsonFields fields, Catalogue catalogue)
    {
        var written = new ProcedureNoted(
            fields.CatalogueCode("kind", [.. catalogue.Procedures.Select(procedure => procedure.Code)], required: true) ?? "",
            fields.Date("openedOn", required: true) ?? default,
            fields.Text("reference", Procedure.LongestReference) is { } reference && !string.IsNullOrWhiteSpace(reference) ? reference : null,
            fields.Date("closedOn"));
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return written;
    }

    private static void Check(ProcedureNoted written, DateOnly today)
    {
        var errors = new FieldErrors();
        if (written.OpenedOn < Earliest || written.OpenedOn > today)
        {
            errors.Add("/openedOn", $"Une date du {Earliest.InFrench()} au {today.InFrench()} (aujourd'hui) est attendue.", $"A date from {Earliest:yyyy-MM-dd} to {today:yyyy-MM-dd} (today) is expected.");
        }
        if (written.ClosedOn is { } closed && (closed < written.OpenedOn || closed > today))
        {
            errors.Add("/closedOn", $"La fin doit se situer entre le début et aujourd'hui ({today.InFrench()}).", $"The end must lie between the beginning and today ({today:yyyy-MM-dd}).");
        }
        errors.ThrowIfAny();
    }

    /// <summary>What noting a procedure takes.</summary>
    private sealed record ProcedureNoted(string Kind, DateOnly OpenedOn, string? Reference, DateOnly? ClosedOn);
}
