using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Parking.Messages;

/// <summary><c>/parked/messages/{id}/content</c>: what a message holds, and how it is mended before it is tried again.</summary>
internal static class MessageEndpoints
{
    private const string Path = $"/parked/{ParkedMessages.PlaceName}/{{id}}/content";

    public static void MapMessages(this IEndpointRouteBuilder api, string service, string name)
    {
        api.MapGet(Path, (string id, string? original, HttpContext context, CancellationToken cancellationToken) =>
                ReadAsync(StoreOf(context, service), LogOf(context, service), id, ParkedEndpoints.IsTrue("original", original), context, cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AuditKinds.Read, "message.read")
            .WithName($"Read{name}ParkedMessage")
            .TakesQuery(QueryParameter.Flag("original", "The body as it came instead of the present one."))
            .GivesETag()
            .Refuses(CommonProblems.NotFound)
            .WithSummary("What a message holds that its consumer could not take")
            .WithDescription("Role admin, for all sites. As text, in base64 where it is no UTF-8; of a body of more than 4 MiB the beginning.");
        api.MapPut(Path, (string id, HttpContext context, TimeProvider time, CancellationToken cancellationToken) =>
                MendAsync(StoreOf(context, service), LogOf(context, service), id, context, time, cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AuditKinds.Operation, "message.mend")
            .WithName($"Mend{name}ParkedMessage")
            .Reads("MendBody", (_, fields) => MendBody.Read(fields))
            .TakesIfMatch()
            .GivesETag()
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Puts another body in the place of a message's, to be tried again then")
            .WithDescription("Role admin, for all sites. The body of before is kept beside it, with who did so, when and why. At most 4 MiB of characters.");
    }

    // Without a broker there are no such messages.
    private static MessageStore StoreOf(HttpContext context, string service) =>
        context.RequestServices.GetKeyedService<MessageStore>(service) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));

    private static AuditLog LogOf(HttpContext context, string service) => context.RequestServices.GetRequiredKeyedService<AuditLog>(service);

    private static async Task<Ok<MessageContent>> ReadAsync(MessageStore store, AuditLog audit, string id, bool isOriginal, HttpContext context, CancellationToken cancellationToken)
    {
        var message = await FindAsync(store, id, cancellationToken);
        var body = isOriginal ? message.Original : message.Present;
        await audit.AppendAsync(context.Entry(ParkedEndpoints.Parked(id), details: [("digest", body.Digest)]), cancellationToken);
        var beginning = await store.ReadBeginningAsync(message, body, cancellationToken);
        Preconditions.SetETag(context.Response, message.Version);
        return TypedResults.Ok(MessageContent.Of(message, body, beginning));
    }

    private static async Task<NoContent> MendAsync(
        MessageStore store, AuditLog audit, string id, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var message = await FindAsync(store, id, cancellationToken);
        Preconditions.RequireVersion(context.Request, message.Version);
        using var json = await RequestBody.ReadJsonAsync(context.Request, cancellationToken, RequestBody.ServerLimit);
        var mended = MendBody.Read(new JsonFields(json.RootElement, new FieldErrors()));
        var mending = new Mending(time.GetUtcNow().UtcDateTime, Caller.Of(context).Name, mended.Reason, message.Bytes, message.Digest, ContentStore.DigestOf(mended.Body));
        var isDone = await audit.DoAsync(
            context, ParkedEndpoints.Parked(id), () => store.MendAsync(message, mended.Body, mended.ContentType ?? message.ContentType, mending, cancellationToken),
            done => done ? "done" : "stale", ("place", ParkedMessages.PlaceName), ("digestBefore", mending.DigestBefore), ("digestAfter", mending.DigestAfter));
        if (!isDone) throw new ProblemException(new Problem(CommonProblems.Stale));
        Preconditions.SetETag(context.Response, message.Version + 1);
        return TypedResults.NoContent();
    }

    private static async Task<MessageDocument> FindAsync(MessageStore store, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
}
