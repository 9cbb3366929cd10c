using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Makes a kiosk known, and hands out the code with which it, or the device that replaces it, enrols.</summary>
internal static class CreatingKiosk
{
    public const int LongestLabel = 100;

    private static readonly Guid Space = new("0f4f3f1e-4a0a-4a35-b0a4-5b7b1de0c1a9");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/kiosks", CreateAsync)
            .Allow(Roles.Admin, SiteRule.Body)
            .Audited(AuditKinds.Access, "kiosk.create")
            .WithName("CreateKiosk")
            .Reads("NewKiosk", (services, fields) => Read(fields, services.GetRequiredService<Catalogue>()))
            .TakesIdempotencyKey()
            .Refuses(SurveysProblems.AlreadyEnrolled)
            .WithSummary("Create a kiosk")
            .WithDescription("Needs the role admin. The enrolment code works once, within 30 days; the PIN opens the agents' page of the "
                + "device. With the same Idempotency-Key the same kiosk answers, with a new code and PIN as long as it was not enrolled.")
            .Produces<CreatedKiosk>(StatusCodes.Status201Created);
        api.MapPost("/kiosks/{id:guid}/enrolment-code", RenewAsync)
            .Allow(Roles.Admin, SiteRule.Resource)
            .Audited(AuditKinds.Access, "kiosk.renewCode")
            .WithName("RenewEnrolmentCode")
            .Refuses(CommonProblems.NotFound, SurveysProblems.Retired)
            .WithSummary("Hand out a new enrolment code")
            .WithDescription("Needs the role admin. The present token stays valid until the code is used; then it is refused.")
            .Produces<KioskCode>();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, KioskStore kiosks, Catalogue catalogue, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (site, label, key) = await ReadAsync(context.Request, catalogue, cancellationToken);
        Caller.Of(context).RequireSites(site);

        var code = EnrolmentCode.New();
        var pin = AgentPins.New();
        var now = time.GetUtcNow();
        var kiosk = new Kiosk
        {
            Id = key.Length > 0 ? Uuid5.Create(Space, key) : Guid.CreateVersion7(now),
            Site = site,
            Label = label,
            CreatedAt = now.UtcDateTime,
            CodeHash = EnrolmentCode.HashOf(code),
            CodeUntil = (now + EnrolmentCode.Lifetime).UtcDateTime,
            Pin = pin.Kept,
        };
        var audit = context.Entry(AuditSubject.Of("kiosk", kiosk.Id), [site]);
        if (await kiosks.AddOrFindAsync(kiosk, audit, cancellationToken) is { } held) await RepeatAsync(kiosks, held, kiosk, audit, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new CreatedKiosk(kiosk.Id, code, pin.Shown));
    }

    private static async Task<(string Site, string Label, string Key)> ReadAsync(HttpRequest request, Catalogue catalogue, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var errors = new FieldErrors();
        var (site, label) = Read(new JsonFields(body.RootElement, errors), catalogue);
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 200) errors.Add("Idempotency-Key", "200 caractères au plus.", "At most 200 characters.");
        errors.ThrowIfAny();
        return (site!, label!, key);
    }

    private static (string? Site, string? Label) Read(JsonFields fields, Catalogue catalogue)
    {
        var site = fields.Text("site", 100, required: true);
        if (site is not null && !catalogue.TryGetSite(site, out _)) fields.Refuse("site", "Site inconnu.", "Unknown site.");
        var label = fields.Text("label", LongestLabel, required: true);
        fields.RefuseUnknown();
        return (site, label);
    }

    // The first reply was lost: as long as the kiosk was not enrolled, a new code is as good as the first.
    private static async Task RepeatAsync(KioskStore kiosks, Kiosk held, Kiosk wanted, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (held.Site != wanted.Site || held.Label != wanted.Label) throw new ProblemException(new Problem(CommonProblems.KeyReused));
        var isReplaced = await kiosks.ReplaceFirstCodeAsync(wanted.Id, wanted.CodeHash!, wanted.CodeUntil!.Value, wanted.Pin!, audit, cancellationToken);
        if (!isReplaced) throw new ProblemException(new Problem(SurveysProblems.AlreadyEnrolled));
    }

    private static async Task<IResult> RenewAsync(Guid id, HttpContext context, KioskStore kiosks, TimeProvider time, CancellationToken cancellationToken)
    {
        var held = await kiosks.FindAsync(id, cancellationToken);
        if (held is null) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(held.Site);
        var code = EnrolmentCode.New();
        var audit = context.Entry(AuditSubject.Of("kiosk", id), [held.Site]);
        var isReplaced = await kiosks.ReplaceCodeAsync(id, EnrolmentCode.HashOf(code), time.GetUtcNow().UtcDateTime + EnrolmentCode.Lifetime, audit, cancellationToken);
        return isReplaced ? TypedResults.Ok(new KioskCode(id, code)) : new Problem(SurveysProblems.Retired);
    }
}

/// <summary>The code with which a new kiosk enrols, and the PIN of its agents' page; both shown this once.</summary>
internal sealed record CreatedKiosk(Guid Id, string EnrolmentCode, string Pin);

/// <summary>The code with which a kiosk enrols, shown this once.</summary>
internal sealed record KioskCode(Guid Id, string EnrolmentCode);
