using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Turns a one-time code into the kiosk's own token; whatever token the kiosk had before is refused from then on.</summary>
internal static class EnrollingKiosk
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/kiosks/enrol", HandleAsync)
        .AllowAnybody()
        .WithName("EnrolKiosk")
        .Reads("EnrolmentBody", (_, fields) => Read(fields))
        .Refuses(SurveysProblems.UnknownEnrolmentCode, SurveysProblems.KeepsOfAnother)
        .WithSummary("Enrol a kiosk with its one-time code")
        .WithDescription("Public: the code is the key. An older enrolment's token is refused at once by this replica, within 30 seconds by others. "
            + "keeps: the kiosk whose answers the device still holds. When the code is another kiosk's it is refused, and not used up. "
            + "settings: null while the site is on its way into the catalogue of this replica; they are then asked for by themselves.")
        .Produces<EnrolledKiosk>();

    private static async Task<IResult> HandleAsync(HttpRequest request, KioskStore kiosks, KioskDirectory directory, SequenceTracker sequences,
        PlatformTokens tokens, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var (code, keeps) = Read(new JsonFields(body.RootElement, new FieldErrors()));
        var (hash, now) = (EnrolmentCode.HashOf(code), time.GetUtcNow().UtcDateTime);
        if (await kiosks.FindByCodeAsync(hash, now, cancellationToken) is not { } held) return new Problem(SurveysProblems.UnknownEnrolmentCode);
        if (keeps is not null && keeps != held.Id) return new Problem(SurveysProblems.KeepsOfAnother);
        // A device that names its kiosk keeps what it holds, and sends it.
        var left = keeps is null ? await sequences.LeftBehindAsync(held, cancellationToken) : null;
        if (await kiosks.EnrolAsync(hash, left, now, cancellationToken) is not { } kiosk) return new Problem(SurveysProblems.UnknownEnrolmentCode);
        directory.Note(kiosk);
        return TypedResults.Ok(new EnrolledKiosk(
            kiosk.Id, kiosk.Site, kiosk.Enrolment, tokens.ForKiosk(kiosk.Id, kiosk.Enrolment, kiosk.Site), KioskSettings.TryOf(kiosk, catalogue)));
    }

    private static (string Code, Guid? Keeps) Read(JsonFields fields)
    {
        var code = fields.Text("code", 50, required: true);
        var keeps = fields.Id("keeps");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return (code!, keeps);
    }
}

/// <summary>What a kiosk needs to work.</summary>
internal sealed record EnrolledKiosk(Guid Kiosk, string Site, int Enrolment, string AccessToken, KioskSettings? Settings);
