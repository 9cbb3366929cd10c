using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.TypingMeasurements;

/// <summary><c>POST /measurements/import</c>.</summary>
internal static class ImportEndpoint
{
    public static void MapMeasurementImport(this IEndpointRouteBuilder api) => api.MapPost("/measurements/import", ImportAsync)
        .Allow(Roles.Quality, SiteRule.EachItem)
        .Audited(AuditKinds.Correction, "measurement.import")
        .WithName("ImportMeasurements")
        .Refuses(IndicatorsProblems.CsvExpected, IndicatorsProblems.UnreadableCsv, IndicatorsProblems.TooManyLines,
            CommonProblems.TooLarge, CommonProblems.UnsupportedMediaType)
        .WithSummary("Import measurements from a CSV file")
        .WithDescription("Columns indicator, site, month, numerator, denominator, source and optionally comment; at most 2,000 lines and 1 MB. "
            + "One result a line, in order. Lines of the same indicator, site, month and source are one measurement: importing a file again "
            + "changes nothing, importing a corrected one makes new versions. Role quality, for the sites of the lines.")
        .Accepts<string>("text/csv");

    private static async Task<Ok<ImportResult>> ImportAsync(HttpContext context, MeasurementImport import, CancellationToken cancellationToken)
    {
        var lines = await CsvBody.ReadAsync(context.Request, MeasurementLine.Rules, cancellationToken);
        return TypedResults.Ok(new ImportResult(await import.RunAsync([.. lines.Select(MeasurementLine.Of)], Caller.Of(context), context, cancellationToken)));
    }
}

/// <summary>Outcome of an import.</summary>
/// <param name="Items">One a line, in order.</param>
internal sealed record ImportResult(IReadOnlyList<ImportedLine> Items);

/// <summary>Outcome of one line.</summary>
/// <param name="Line">Line number in the file; the header is 1.</param>
/// <param name="Result"><c>created</c>, <c>updated</c>, <c>unchanged</c> or <c>invalid</c>.</param>
/// <param name="Id">Id of the measurement, null when invalid.</param>
/// <param name="Errors">What is wrong with the line.</param>
internal sealed record ImportedLine(int Line, string Result, Guid? Id, IReadOnlyList<ImportError> Errors);

/// <summary>One fault of a line.</summary>
/// <param name="Pointer">The column, as <c>/numerator</c>.</param>
/// <param name="Detail">What is wrong and what is expected.</param>
internal sealed record ImportError(string Pointer, string Detail);
