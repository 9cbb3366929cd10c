using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ChangingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.SharingCases;

/// <summary>Keeps what a handler typed and did not send: for them alone, through reload, sign-out and a change of who has the case.</summary>
internal static class KeepingDrafts
{
    private const int MostFields = 20, LongestName = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/complaints/{id:guid}/drafts", ReadAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .WithName("readDrafts")
            .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
            .WithSummary("What the caller typed into the forms of a case and did not send yet.")
            .WithDescription("Role `handler` for the site of the case. Nobody reads the drafts of others.");
        api.MapPut("/complaints/{id:guid}/drafts/{step}", KeepAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Reads("Draft", (_, fields) => ReadFields(fields))
            .WithName("keepDraft")
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.DraftsFull, CommonProblems.NotInCatalogueYet)
            .WithSummary("Keeps what the caller typed into the form of a step; without anything typed, forgets it.")
            .WithDescription("Role `handler` for the site of the case. `step` is a transition, or `letter`. The version of the case stays; the step takes its draft away.");
    }

    // One round trip.
    private static async Task<Ok<DraftList>> ReadAsync(Guid id, HttpContext context, DraftStore drafts, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (found, owner) = (await RequireAsync(id, context, drafts, cancellationToken), OwnerOf(context));
        return TypedResults.Ok(new DraftList([.. found.Drafts.Where(draft => draft.By == owner).Select(DraftView.Of)]));
    }

    // Two round trips, three for the first of a step.
    private static async Task<Ok<DraftView>> KeepAsync(Guid id, string step, HttpContext context, DraftStore drafts, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = ReadFields(new JsonFields(body.RootElement, new FieldErrors()));
        if ((await RequireAsync(id, context, drafts, cancellationToken)).Erased is not null) throw new ProblemException(new Problem(ComplaintsProblems.Erased));
        if (step != Letter.OfItsOwn && CommandReader.Known.All(one => one.Transition != step)) throw new ProblemException(new Problem(CommonProblems.NotFound));
        var draft = new Draft { By = OwnerOf(context), Step = step, Fields = fields, At = time.GetUtcNow().UtcDateTime };
        if (fields.Count == 0) await drafts.ForgetAsync(id, draft.By, step, cancellationToken);
        else if (!await drafts.TryKeepAsync(id, draft, cancellationToken)) throw new ProblemException(new Problem(ComplaintsProblems.DraftsFull));
        return TypedResults.Ok(DraftView.Of(draft));
    }

    private static async Task<CaseDocument> RequireAsync(Guid id, HttpContext context, DraftStore drafts, CancellationToken cancellationToken)
    {
        var found = await drafts.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(found.State.Site);
        return found;
    }

    /// <summary>Whose drafts the caller has: those of the person, or of the program by its name.</summary>
    public static string OwnerOf(HttpContext context) => Caller.Of(context) is var caller && caller.Person is { } person ? person.ToString() : caller.Name;

    // Only its size is judged: it may lack whatever the step will want.
    private static List<DraftField> ReadFields(JsonFields fields)
    {
        var typed = new List<DraftField>();
        foreach (var field in fields.Objects("fields", MostFields, required: true) ?? [])
        {
            var (name, text) = (field.Text("name", LongestName, required: true) ?? "", field.Text("text", Draft.MostCharacters) ?? "");
            if (typed.Exists(one => one.Name == name)) field.Refuse("name", "Ce champ est déjà donné.", "This field is given already.");
            field.RefuseUnknown();
            if (text.Length > 0) typed.Add(new DraftField(name, text));
        }
        if (typed.Sum(field => field.Text.Length) > Draft.MostCharacters)
            fields.Refuse("fields", $"Un brouillon a {Draft.MostCharacters} caractères au plus.", $"A draft has at most {Draft.MostCharacters} characters.");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return typed;
    }
}

/// <summary>The drafts of one person in one case.</summary>
/// <param name="Items">One for each step, in no order.</param>
internal sealed record DraftList(IReadOnlyList<DraftView> Items);

/// <summary>What was typed into the form of a step.</summary>
/// <param name="Step">Name of the transition, or <c>letter</c>.</param>
/// <param name="Fields">What stands in its fields.</param>
/// <param name="At">When it was last typed at (UTC).</param>
internal sealed record DraftView(string Step, IReadOnlyList<DraftField> Fields, DateTime At)
{
    public static DraftView Of(Draft draft) => new(draft.Step, draft.Fields, draft.At);
}
