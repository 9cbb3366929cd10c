using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
        .Reads("EnrolmentBody", (_, fields) => ReadCode(fields))
        .Refuses(SurveysProblems.UnknownEnrolmentCode)
        .WithSummary("Enrol a kiosk with its one-time code")
        .WithDescription("Public: the code is the key. An older enrolment's token is refused at once by this replica, within 30 seconds by others.")
        .Produces<EnrolledKiosk>();

    private static async Task<IResult> HandleAsync(HttpRequest request, KioskStore kiosks, KioskDirectory directory, PlatformTokens tokens,
        TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var code = ReadCode(new JsonFields(body.RootElement, new FieldErrors()));
        var kiosk = await kiosks.EnrolAsync(EnrolmentCode.HashOf(code), time.GetUtcNow().UtcDateTime, cancellationToken);
        if (kiosk is null) return new Problem(SurveysProblems.UnknownEnrolmentCode);
        directory.Note(kiosk);
        return TypedResults.Ok(new EnrolledKiosk(kiosk.Id, kiosk.Site, kiosk.Enrolment, tokens.ForKiosk(kiosk.Id, kiosk.Enrolment, kiosk.Site)));
    }

    private static string ReadCode(JsonFields fields)
    {
        var code = fields.Text("code", 50, required: true);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return code!;
    }
}

/// <summary>What a kiosk needs to work.</summary>
internal sealed record EnrolledKiosk(Guid Kiosk, string Site, int Enrolment, string AccessToken);
