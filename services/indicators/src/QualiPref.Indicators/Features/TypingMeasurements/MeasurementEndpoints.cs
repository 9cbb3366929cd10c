using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.TypingMeasurements;

/// <summary>A measurement with its id and version.</summary>
internal sealed record MeasurementView(
    Guid Id, int Version, string Indicator, string Site, string Month, long Numerator, long Denominator, string Source, string? Comment)
{
    public static MeasurementView Of(Guid id, int version, MeasurementBody body) => new(
        id, version, body.Indicator, body.Site, body.Month, body.Numerator, body.Denominator, body.Source, body.Comment);
}

/// <summary><c>GET</c> and <c>PUT /measurements/{id}</c>.</summary>
internal static class MeasurementEndpoints
{
    public static void MapMeasurements(this IEndpointRouteBuilder api)
    {
        api.MapGet("/measurements/{id:guid}", ShowAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("GetMeasurement")
            .GivesETag()
            .Refuses(CommonProblems.NotFound)
            .WithSummary("One measurement with its ETag")
            .WithDescription("Role quality, for its site.")
            .Produces<MeasurementView>();
        api.MapPut("/measurements/{id:guid}", PutAsync)
            .Allow(Roles.Quality, SiteRule.Body)
            .Audited(AuditKinds.Correction, "measurement.correct")
            .WithName("PutMeasurement")
            .Reads("MeasurementBody", (services, fields) => services.GetRequiredService<MeasurementReader>().Read(fields, covers: _ => true))
            .TakesIfMatch(isRequired: false)
            .GivesETag()
            .WithSummary("Type a measurement in, or correct one")
            .WithDescription("Numerator and denominator of one indicator, site and month; a percentage alone is refused because it cannot be "
                + "summed. 201 the first time; the same content again answers 200; a correction needs If-Match. Role quality, for the site.")
            .Produces<MeasurementView>(StatusCodes.Status201Created)
            .Produces<MeasurementView>();
    }

    private static async Task<IResult> ShowAsync(Guid id, HttpContext context, MeasurementStore measurements, CancellationToken cancellationToken)
    {
        var found = await measurements.FindAsync([id], cancellationToken);
        if (!found.TryGetValue(id, out var stored)) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(stored.Day.Site);
        return Answer(context, StatusCodes.Status200OK, id, stored.Version, MeasurementBody.Of(stored));
    }

    private static async Task<IResult> PutAsync(
        Guid id, HttpContext context, MeasurementReader reader, MeasurementStore measurements, FactStore facts, WorkSignal signal,
        [FromKeyedServices(IndicatorsDatabase.Service)] AuditLog audit, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        using var json = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var errors = new FieldErrors();
        var body = reader.Read(new JsonFields(json.RootElement, errors), caller.Covers);
        errors.ThrowIfAny();
        var stored = (await measurements.FindAsync([id], cancellationToken)).GetValueOrDefault(id);
        if (stored is not null)
        {
            caller.RequireSites(stored.Day.Site);
            if (MeasurementBody.Of(stored) == body)
            {
                context.DidNothing();
                return Answer(context, StatusCodes.Status200OK, id, stored.Version, body!);
            }
            Preconditions.RequireVersion(context.Request, stored.Version);
        }
        var version = (stored?.Version ?? 0) + 1;
        // Nothing is corrected the first time.
        if (stored is null) context.DidNothing();
        else await audit.AppendAsync(context.Entry(AuditSubject.Of("measurement", id), new[] { stored.Day.Site, body!.Site }.Distinct(), Version(version)), cancellationToken);
        var recorded = await facts.RecordAsync([body!.ToFact(id, version)], cancellationToken);
        // Somebody else was faster with this version.
        if (recorded.Known > 0) return new Problem(CommonProblems.Stale);
        signal.Nudge();
        IndicatorsTelemetry.Recorded(FactSources.Measurements, recorded, parked: 0);
        return Answer(context, stored is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, id, version, body);
    }

    private static (string, string) Version(int version) => ("version", version.ToString(CultureInfo.InvariantCulture));

    private static JsonHttpResult<MeasurementView> Answer(HttpContext context, int status, Guid id, int version, MeasurementBody body)
    {
        Preconditions.SetETag(context.Response, version);
        return TypedResults.Json(MeasurementView.Of(id, version, body), statusCode: status);
    }
}
