using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;
using QualiPref.Platform.Http;

namespace QualiPref.Indicators.Features.TypingMeasurements;

/// <summary>One line of an import, as JSON so that it is judged like a single measurement.</summary>
internal sealed record MeasurementLine(int Number, JsonElement Body);

/// <summary>Reads the CSV of an import: a header with the fields of a measurement, separated by commas or semicolons.</summary>
internal static class MeasurementFile
{
    public const int MostLines = 2_000;

    private static readonly string[] Required = ["indicator", "site", "month", "numerator", "denominator", "source"];
    private static readonly string[] Known = [.. Required, "comment"];

    /// <exception cref="ProblemException">400 when it is no such file, 422 when it has too many lines.</exception>
    public static async Task<IReadOnlyList<MeasurementLine>> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        var lines = new List<MeasurementLine>();
        using var text = new StreamReader(file);
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";"],
            TrimOptions = TrimOptions.Trim,
        });
        try
        {
            if (!await csv.ReadAsync() || !csv.ReadHeader()) throw Unreadable("Le fichier est vide.", "The file is empty.");
            RequireColumns(csv.HeaderRecord ?? []);
            while (await csv.ReadAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (lines.Count == MostLines) throw new ProblemException(new Problem(IndicatorsProblems.TooManyLines));
                lines.Add(new MeasurementLine(csv.Parser.RawRow, ToJson(csv)));
            }
        }
        catch (CsvHelperException)
        {
            var row = csv.Parser.RawRow.ToString(CultureInfo.InvariantCulture);
            throw Unreadable($"La ligne {row} n'est pas lisible.", $"Line {row} is not readable.");
        }
        return lines;
    }

    private static void RequireColumns(string[] columns)
    {
        var missing = string.Join(", ", Required.Except(columns));
        if (missing.Length > 0) throw Unreadable($"Colonnes manquantes : {missing}.", $"Missing columns: {missing}.");
        var unknown = string.Join(", ", columns.Except(Known).Take(10).Select(name => name.Length <= 50 ? name : name[..50]));
        if (unknown.Length > 0) throw Unreadable($"Colonnes inconnues : {unknown}.", $"Unknown columns: {unknown}.");
        if (columns.Distinct().Count() < columns.Length) throw Unreadable("Une colonne figure deux fois.", "A column appears twice.");
    }

    private static JsonElement ToJson(CsvReader csv)
    {
        var body = new JsonObject();
        foreach (var name in csv.HeaderRecord!)
        {
            var value = csv.GetField(name);
            // An empty cell is an absent field.
            if (string.IsNullOrEmpty(value)) continue;
            body[name] = name is "numerator" or "denominator" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : value;
        }
        return JsonSerializer.SerializeToElement(body);
    }

    private static ProblemException Unreadable(string french, string english) =>
        new(new Problem(IndicatorsProblems.UnreadableCsv) { Detail = new Words(french, english) });
}
