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
        .WithSummary("Enrol a kiosk with its one-time code")
        .WithDescription("Public: the code is the key. An older enrolment's token is refused at once by this replica, within 30 seconds by others.")
        .Accepts<EnrolmentBody>("application/json")
        .Produces<EnrolledKiosk>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(HttpRequest request, KioskStore kiosks, KioskDirectory directory, PlatformTokens tokens,
        TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var errors = new FieldErrors();
        var fields = new JsonFields(body.RootElement, errors);
        var code = fields.Text("code", 50, required: true);
        fields.RefuseUnknown();
        errors.ThrowIfAny();

        var kiosk = await kiosks.EnrolAsync(EnrolmentCode.HashOf(code!), time.GetUtcNow().UtcDateTime, cancellationToken);
        if (kiosk is null) return new Problem(SurveysProblems.UnknownEnrolmentCode);
        directory.Note(kiosk);
        return TypedResults.Ok(new EnrolledKiosk(kiosk.Id, kiosk.Site, kiosk.Enrolment, tokens.ForKiosk(kiosk.Id, kiosk.Enrolment, kiosk.Site)));
    }
}

/// <summary>A one-time code.</summary>
internal sealed record EnrolmentBody(string Code);

/// <summary>What a kiosk needs to work.</summary>
internal sealed record EnrolledKiosk(Guid Kiosk, string Site, int Enrolment, string AccessToken);
