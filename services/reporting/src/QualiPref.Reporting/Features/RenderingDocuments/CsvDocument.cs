using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary>
/// The figures as one table, read by programs: UTF-8, a comma between columns, a point in numbers, values unrounded, codes and column
/// names as in the JSON. An empty site is the network's total; revision and manifestDigest are empty while the report is a draft. Every text is a code of the catalogue: nothing that a person typed gets
/// in, so no cell has to be guarded against spreadsheets (which would also turn negative differences into texts).
/// </summary>
internal static class CsvDocument
{
    public static string Write(ReportContent report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        foreach (var column in typeof(Row).GetProperties()) csv.WriteField(JsonNamingPolicy.CamelCase.ConvertName(column.Name));
        csv.NextRecord();
        foreach (var row in report.Figures.Select(figure => RowOf(report, figure)).Concat(report.Complaints.Select(count => RowOf(report, count))))
        {
            csv.WriteRecord(row);
            csv.NextRecord();
        }
        csv.Flush();
        return text.ToString();
    }

    private static Row RowOf(ReportContent report, Figure figure) => new(
        report.Network, report.Period, Edition(report)?.Revision, Edition(report)?.ManifestDigest, figure.Site, figure.Indicator, null, null, null, figure.N, figure.Excluded, figure.Numerator, figure.Denominator,
        figure.Value, figure.Interval?.Low, figure.Interval?.High, figure.Comparison?.Value, figure.Comparison?.Difference,
        figure.Comparison?.AdjustedPValue, figure.Status is { } status ? JsonNamingPolicy.CamelCase.ConvertName(status.ToString()) : null, figure.Partial);

    private static Row RowOf(ReportContent report, ReceivedCount count) => new(
        report.Network, report.Period, Edition(report)?.Revision, Edition(report)?.ManifestDigest, count.Site, ReportFigures.Received, count.Kind, count.Channel, count.Motive, count.Received, null, count.Received, null,
        count.Received, null, null, null, null, null, null, null);

    private static EditionView? Edition(ReportContent report) => report as EditionView;

    private sealed record Row(
        string Network, string Period, int? Revision, string? ManifestDigest, string? Site, string Indicator, string? Kind, string? Channel, string? Motive,
        long N, long? Excluded, long? Numerator, long? Denominator,
        double? Value, double? IntervalLow, double? IntervalHigh, double? ComparisonValue, double? Difference, double? AdjustedPValue, string? Status, long? Partial);
}
