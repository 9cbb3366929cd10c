using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Platform.Http;

namespace QualiPref.Indicators.Features.TypingMeasurements;

/// <summary>One line of an import, as JSON so that it is judged like a single measurement.</summary>
internal sealed record MeasurementLine(int Number, JsonElement Body)
{
    public static CsvRules Rules { get; } = new()
    {
        Required = ["indicator", "site", "month", "numerator", "denominator", "source"],
        Optional = ["comment"],
        MostLines = 2_000,
        MostBytes = 1024 * 1024,
        Expected = IndicatorsProblems.CsvExpected,
        Unreadable = IndicatorsProblems.UnreadableCsv,
        TooManyLines = IndicatorsProblems.TooManyLines,
    };

    public static MeasurementLine Of(CsvLine line)
    {
        var body = new JsonObject();
        foreach (var (name, value) in line.Cells)
        {
            body[name] = name is "numerator" or "denominator" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : value;
        }
        return new MeasurementLine(line.Number, JsonSerializer.SerializeToElement(body));
    }
}
