using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.AttachingFiles;

/// <summary>Adds files to a case that is there: an agent hands them in as for a filing, and this step names them.</summary>
internal static class AddingFiles
{
    private const string Transition = "add-files";

    private const int MostAtOnce = 20;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost($"/complaints/{{id:guid}}/{Transition}", AddAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Decision, $"case.{Transition}")
        .WithName("addFiles")
        .Reads("AddedFiles", (_, fields) => Read(fields))
        .TakesIfMatch()
        .GivesETag()
        .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.HistoryFull, CommonProblems.NotInCatalogueYet)
        .WithSummary("Adds files to a case.")
        .WithDescription("Role `handler` for the site of the case. `attachments` are ids of files that an agent handed in for it by `POST /complaints/{id}/attachments` within the day; the history names them. "
            + "`If-Match` is required.");

    // Four round trips.
    private static async Task<Ok<CaseView>> AddAsync(
        Guid id, HttpContext context, CaseStore cases, AttachmentStore files, SitePromises promises, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        Preconditions.RequiredVersion(context.Request);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        var ids = Read(fields);
        var document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
        Preconditions.RequireVersion(context.Request, document.Version);
        if (document.Version >= Transitions.LongestHistory) throw new ProblemException(new Problem(ComplaintsProblems.HistoryFull));
        var named = await new NamedFiles(files, time).ResolveAsync(ids, id, filed: null, cancellationToken);
        // What a person handed in belongs to what they file or write, and a file is in a case once.
        if (named.Any(file => file.IsOfThePerson || document.Attachments.Exists(known => known.Id == file.Id)))
            fields.Refuse("attachments", "Un de ces fichiers est déjà dans le dossier, ou n'a pas été joint par un agent.", "One of these files is in the case already, or was not handed in by an agent.");
        fields.Errors.ThrowIfAny();

        var entry = new HistoryEntry
        {
            Version = document.Version + 1,
            Transition = Transition,
            At = time.GetUtcNow().UtcDateTime,
            OccurredOn = promises.Today(document.State.Site),
            BackDated = false,
            By = caller.Name,
            From = document.State.Status,
            To = document.State.Status,
            Note = string.Join('\n', named.Select(file => file.Name)),
        };
        var audit = context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("version", entry.Version.ToString(CultureInfo.InvariantCulture)));
        if (!await cases.TryAddFilesAsync(document, named, entry, audit, cancellationToken)) throw new ProblemException(new Problem(CommonProblems.Stale));
        await files.NoteNamedAsync(named, cancellationToken);
        document.Attachments.AddRange(named);
        document.Version = entry.Version;
        document.History.Add(entry);
        return context.Answer(document, promises);
    }

    private static IReadOnlyList<Guid> Read(JsonFields fields)
    {
        var ids = fields.Ids("attachments", MostAtOnce) ?? [];
        if (ids.Count == 0) fields.Refuse("attachments", "Choisissez au moins un fichier.", "Choose at least one file.");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return ids;
    }
}
