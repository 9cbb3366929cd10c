using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Ends the waiting for answers that will never come. One that comes after all is taken as any other.</summary>
internal static class WritingOff
{
    private const long Most = (1L << 53) - 1;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/kiosks/{id:guid}/write-off", HandleAsync)
        .Allow(Roles.Admin, SiteRule.Resource)
        .Audited(AuditKinds.Decision, "kiosk.writeOff")
        .WithName("WriteOffSequences")
        .Reads("WriteOffBody", (_, fields) => Read(fields))
        .Refuses(CommonProblems.NotFound, SurveysProblems.NotMissing)
        .WithSummary("Wait no more for a range of missing answers")
        .WithDescription("Needs the role admin. Every number of the range must be missing. It is then listed as written off, with who, when and why, and no more as missing. Repeating it answers "
            + "the same. An answer that comes after all is taken.")
        .Produces<ListedWriteOff>();

    // Four reads and one write.
    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskStore kiosks, KioskDirectory directory, SequenceTracker sequences, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var (enrolment, from, to, reason) = Read(new JsonFields(body.RootElement, new FieldErrors()));
        if (await kiosks.FindAsync(id, cancellationToken) is not { } kiosk) return new Problem(CommonProblems.NotFound);
        caller.RequireSites(kiosk.Site);
        if (Held(kiosk) is { } before)
        {
            context.DidNothing();
            return TypedResults.Ok(ListedWriteOff.Of(before));
        }
        if (!await IsMissingAsync()) return new Problem(SurveysProblems.NotMissing);
        var done = new WriteOff(enrolment, from, to, reason, caller.Name, time.GetUtcNow().UtcDateTime);
        var audit = context.Entry(AuditSubject.Of("kiosk", id), [kiosk.Site],
            ("enrolment", Text(enrolment)), ("from", Text(from)), ("to", Text(to)));
        kiosk = await kiosks.WriteOffAsync(id, done, audit, cancellationToken) ?? (await kiosks.FindAsync(id, cancellationToken))!;
        directory.Note(kiosk);
        return TypedResults.Ok(ListedWriteOff.Of(Held(kiosk)!));

        WriteOff? Held(Kiosk one) => one.WriteOffs?.FirstOrDefault(off => (off.Enrolment, off.From, off.To) == (enrolment, from, to));

        async Task<bool> IsMissingAsync() => enrolment <= kiosk.Enrolment
            && (await sequences.GapsAsync(kiosk, enrolment, cancellationToken)).Missing.Any(range => range.From <= from && to <= range.To);
    }

    private static (int Enrolment, long From, long To, string Reason) Read(JsonFields fields)
    {
        var enrolment = fields.Integer("enrolment", 1, int.MaxValue, required: true);
        var from = fields.Integer("from", 1, Most, required: true);
        var to = fields.Integer("to", 1, Most, required: true);
        var reason = fields.Text("reason", 1_000, required: true);
        if (to < from) fields.Refuse("to", "Le dernier numéro ne peut précéder le premier.", "The last number cannot be before the first.");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return ((int)enrolment.GetValueOrDefault(), from.GetValueOrDefault(), to.GetValueOrDefault(), reason!);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A range that nobody waits for any more: both ends included, why, by whom and since when.</summary>
internal sealed record ListedWriteOff(int Enrolment, long From, long To, string Reason, string By, DateTimeOffset At)
{
    public static ListedWriteOff Of(WriteOff one) => new(one.Enrolment, one.From, one.To, one.Reason, one.By, one.At);
}
