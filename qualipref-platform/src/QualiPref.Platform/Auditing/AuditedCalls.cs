using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Auditing;

/// <summary>
/// Says of a call that it is audited. The entry is made of this and of what the call found out; a call that answers without having made one is a fault of ours, and
/// what it read is not shown.
/// </summary>
public static class AuditedCalls
{
    private static readonly object Noted = new();

    /// <summary>Says what a call does that is audited.</summary>
    /// <param name="call">The endpoint.</param>
    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    /// <param name="act">What exactly.</param>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder call, string kind, string act) =>
        call.WithMetadata(new AuditAct(kind, act)).AddEndpointFilter(RefuseUnauditedAsync);

    /// <summary>The entry about what a call does, made of its metadata.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="on">What it is done to.</param>
    /// <param name="sites">Codes of the sites that it is about.</param>
    /// <param name="details">More about it, by name.</param>
    public static AuditEntry Entry(this HttpContext context, AuditSubject on, IEnumerable<string>? sites = null, params IEnumerable<(string Name, string Value)> details)
    {
        ArgumentNullException.ThrowIfNull(context);
        var act = context.GetEndpoint()?.Metadata.GetMetadata<AuditAct>() ?? throw new InvalidOperationException("The call does not say what of it is audited.");
        context.Items[Noted] = Noted;
        return AuditEntry.Of(act, AuditActor.Of(context), on, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), sites, details);
    }

    /// <summary>Appends the entry about what a list gives out, or about many things that are done at once. One round trip, none without any.</summary>
    /// <param name="log">The log.</param>
    /// <param name="context">The request's context.</param>
    /// <param name="kind">What is in the list.</param>
    /// <param name="things">Their ids, and the site of each that has one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task AppendListAsync(
        this AuditLog log, HttpContext context, string kind, IEnumerable<(Guid Id, string? Site)> things, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        List<(Guid Id, string? Site)> all = [.. things];
        if (all.Count == 0) context.DidNothing();
        else await log.AppendAsync(context.Entry(AuditSubject.Of(kind, all.Select(one => one.Id)), all.Select(one => one.Site).OfType<string>().Distinct()), cancellationToken);
    }

    /// <summary>Appends the entry about something, does it, and appends what came of it: for what no single document holds.</summary>
    /// <typeparam name="T">What doing it gives.</typeparam>
    /// <param name="log">The log.</param>
    /// <param name="context">The request's context.</param>
    /// <param name="on">What it is done to.</param>
    /// <param name="doIt">Does it.</param>
    /// <param name="outcomeOf">What came of it, in a word.</param>
    /// <param name="details">More about it, by name.</param>
    public static async Task<T> DoAsync<T>(
        this AuditLog log, HttpContext context, AuditSubject on, Func<Task<T>> doIt, Func<T, string> outcomeOf, params IReadOnlyList<(string Name, string Value)> details)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(doIt);
        ArgumentNullException.ThrowIfNull(outcomeOf);
        var asked = context.Entry(on, details: details);
        await log.AppendAsync(asked, context.RequestAborted);
        var done = await doIt();
        // It was done, whoever waits for it no more.
        await log.AppendAsync(context.Entry(on, details: [.. details, ("asked", asked.Id.ToString()), ("outcome", outcomeOf(done))]), CancellationToken.None);
        return done;
    }

    /// <summary>Says that a call turned out to do nothing, as when it is repeated.</summary>
    /// <param name="context">The request's context.</param>
    public static void DidNothing(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[Noted] = Noted;
    }

    private static async ValueTask<object?> RefuseUnauditedAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var result = await next(call);
        var (answer, context) = (result is INestedHttpResult nested ? nested.Result : result, call.HttpContext);
        // A parameter that could not be read never reached the endpoint.
        if (context.Response.StatusCode == StatusCodes.Status400BadRequest || answer is Problem || context.Items.ContainsKey(Noted)) return result;
        throw new InvalidOperationException($"{context.GetEndpoint()} answered without an entry in the audit log.");
    }
}
