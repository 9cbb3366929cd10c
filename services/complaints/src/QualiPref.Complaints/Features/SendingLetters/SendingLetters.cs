using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.SendingLetters;

/// <summary>
/// What handlers do with letters beside the steps that write them: write one of its own, send one again by another way, take one back, and note what they hear of it.
/// Only taking back moves the case. None of the others raises its version.
/// </summary>
internal static class SendingLetters
{
    private const string OfALetter = "/complaints/{id:guid}/letters/{letter:guid}/";

    public static void Map(IEndpointRouteBuilder api)
    {
        As(api.MapPost("/complaints/{id:guid}/letter", (Guid id, HttpContext context, Writing writing, CancellationToken cancellationToken) =>
                writing.WriteAsync(id, context, cancellationToken)), "letter.write", "writeLetter")
            .Reads("Letter", (_, fields) => WrittenLetter.Read(fields))
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.Anonymous, ComplaintsProblems.LettersFull, ComplaintsProblems.OtherContent, CommonProblems.NotInCatalogueYet)
            .WithSummary("Writes a letter that is no step of the case.")
            .WithDescription("Role `handler` for the site of the case. Idempotent on `id`: a repeat answers the same. `way` is how it is brought to the person; without it, by what they gave.");
        As(api.MapPost($"{OfALetter}take-back", (Guid id, Guid letter, HttpContext context, TakingBack takingBack, CancellationToken cancellationToken) =>
                takingBack.TakeBackAsync(id, letter, context, cancellationToken)), "letter.takeBack", "takeLetterBack")
            .Reads("TakeBack", (_, fields) => Empty(fields))
            .TakesIfMatch()
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.DeliveryForbids, ComplaintsProblems.HistoryFull, CommonProblems.NotInCatalogueYet)
            .WithSummary("Takes a letter back that has not gone, and with it the step that wrote it.")
            .WithDescription("Role `handler` for the site of the case. The case returns to what it was before that step, which has to be its last one; the history keeps both. `If-Match` is required.");
        As(api.MapPost($"{OfALetter}send-again", (Guid id, Guid letter, HttpContext context, Writing writing, CancellationToken cancellationToken) =>
                writing.SendAgainAsync(id, letter, context, cancellationToken)), "letter.sendAgain", "sendLetterAgain")
            .Reads("SendAgain", (_, fields) => AnotherWay.Read(fields))
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.Anonymous, ComplaintsProblems.DeliveryForbids, CommonProblems.NotInCatalogueYet)
            .WithSummary("Sends a letter again of which nobody knows whether it came, or that did not come.")
            .WithDescription("Role `handler` for the site of the case. `to` is another address than the one that the person gave.");
        Note(api, "bounced", "noteBouncedLetter", "Notes that an e-mail came back.", DeliveryState.Bounced, DeliveryState.HandedOver, DeliveryState.Uncertain);
        Note(api, "returned", "noteReturnedLetter", "Notes that the post brought a letter back.", DeliveryState.Returned, DeliveryState.Posted);
        Note(api, "handed", "noteHandedLetter", "Notes that an agent brought a letter to the person.", DeliveryState.Handed, DeliveryState.ToHand);
    }

    private static void Note(IEndpointRouteBuilder api, string call, string name, string summary, DeliveryState state, params DeliveryState[] from) =>
        As(api.MapPost(OfALetter + call, (Guid id, Guid letter, HttpContext context, CaseStore cases, SitePromises promises, TimeProvider time, CancellationToken cancellationToken) =>
                NoteAsync(id, letter, context, cases, promises, time, state, from, cancellationToken)), $"letter.{call}", name)
            .Reads(char.ToUpperInvariant(call[0]) + call[1..], (_, fields) => Empty(fields))
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.DeliveryForbids, CommonProblems.NotInCatalogueYet)
            .WithSummary(summary)
            .WithDescription("Role `handler` for the site of the case.");

    private static RouteHandlerBuilder As(RouteHandlerBuilder call, string act, string name) => call
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Decision, act)
        .WithName(name)
        .GivesETag();

    // Two round trips.
    private static async Task<Ok<CaseView>> NoteAsync(
        Guid id, Guid letter, HttpContext context, CaseStore cases, SitePromises promises, TimeProvider time, DeliveryState state, DeliveryState[] from, CancellationToken cancellationToken)
    {
        await RequireEmptyAsync(context.Request, cancellationToken);
        var (document, written) = await cases.RequireLetterAsync(id, letter, Caller.Of(context), cancellationToken);
        var before = written.RequireIn(from);
        var after = before.After(state, time.GetUtcNow().UtcDateTime, Caller.Of(context).Name);
        if (!await cases.TryReplaceAsync(id, before, after, context.EntryOf(document, letter), cancellationToken)) throw DeliveryProblems.Forbids(written);
        return context.Answer(document.With(written with { Deliveries = [.. written.Deliveries.SkipLast(1), after] }), promises);
    }

    /// <summary>Reads a body that says nothing.</summary>
    public static async Task RequireEmptyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        Empty(fields);
        fields.Errors.ThrowIfAny();
    }

    /// <summary>Reads a body that says nothing.</summary>
    public static JsonFields Empty(JsonFields fields)
    {
        fields.RefuseUnknown();
        return fields;
    }
}
