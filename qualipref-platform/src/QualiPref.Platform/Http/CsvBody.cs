using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace QualiPref.Platform.Http;

/// <summary>What a call takes as CSV, and with what it refuses the rest.</summary>
public sealed record CsvRules
{
    /// <summary>Columns that have to be there.</summary>
    public required IReadOnlyCollection<string> Required { get; init; }

    /// <summary>Columns that may be there besides.</summary>
    public required IReadOnlyCollection<string> Optional { get; init; }

    /// <summary>Most lines below the head.</summary>
    public required int MostLines { get; init; }

    /// <summary>Most bytes.</summary>
    public required int MostBytes { get; init; }

    /// <summary>415: it is no CSV.</summary>
    public required ProblemKind Expected { get; init; }

    /// <summary>400: it cannot be read, or its columns are others.</summary>
    public required ProblemKind Unreadable { get; init; }

    /// <summary>422: it has too many lines.</summary>
    public required ProblemKind TooManyLines { get; init; }
}

/// <summary>One line of a file.</summary>
/// <param name="Number">Its number; the head is 1.</param>
/// <param name="Cells">What is in it, by column; empty cells are left out.</param>
public sealed record CsvLine(int Number, IReadOnlyDictionary<string, string> Cells);

/// <summary>Reads bodies that are CSV: a head with the names of the columns, in UTF-8, separated by commas or semicolons.</summary>
public static class CsvBody
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads all lines of a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rules">What it may hold.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">As the rules say; 413 when it is too large.</exception>
    public static async Task<IReadOnlyList<CsvLine>> ReadAsync(HttpRequest request, CsvRules rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rules);
        var isCsv = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase);
        if (!isCsv) throw new ProblemException(new Problem(rules.Expected));
        if (request.ContentLength > rules.MostBytes) throw new ProblemException(new Problem(CommonProblems.TooLarge));
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = rules.MostBytes;
        using var text = new StreamReader(request.Body, Strict);
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";"],
            TrimOptions = TrimOptions.Trim,
        });
        try
        {
            return await ReadAsync(csv, rules, cancellationToken);
        }
        catch (CsvHelperException)
        {
            var row = csv.Parser.RawRow.ToString(CultureInfo.InvariantCulture);
            throw Unreadable(rules, $"La ligne {row} n'est pas lisible.", $"Line {row} is not readable.");
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(rules, "Le fichier n'est pas en UTF-8 : enregistrez-le au format « CSV UTF-8 ».", "The file is not UTF-8: save it as \"CSV UTF-8\".");
        }
    }

    private static async Task<IReadOnlyList<CsvLine>> ReadAsync(CsvReader csv, CsvRules rules, CancellationToken cancellationToken)
    {
        if (!await csv.ReadAsync() || !csv.ReadHeader()) throw Unreadable(rules, "Le fichier est vide.", "The file is empty.");
        var columns = csv.HeaderRecord ?? [];
        RequireColumns(columns, rules);
        var lines = new List<CsvLine>();
        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lines.Count == rules.MostLines) throw new ProblemException(new Problem(rules.TooManyLines));
            var cells = columns.Select(name => (Name: name, Value: csv.GetField(name))).Where(cell => !string.IsNullOrEmpty(cell.Value));
            lines.Add(new CsvLine(csv.Parser.RawRow, cells.ToDictionary(cell => cell.Name, cell => cell.Value!)));
        }
        return lines;
    }

    private static void RequireColumns(string[] columns, CsvRules rules)
    {
        var missing = string.Join(", ", rules.Required.Except(columns));
        if (missing.Length > 0) throw Unreadable(rules, $"Colonnes manquantes : {missing}.", $"Missing columns: {missing}.");
        var unknown = string.Join(", ", columns.Except(rules.Required).Except(rules.Optional).Take(10).Select(name => name.Length <= 50 ? name : name[..50]));
        if (unknown.Length > 0) throw Unreadable(rules, $"Colonnes inconnues : {unknown}.", $"Unknown columns: {unknown}.");
        if (columns.Distinct().Count() < columns.Length) throw Unreadable(rules, "Une colonne figure deux fois.", "A column appears twice.");
    }

    private static ProblemException Unreadable(CsvRules rules, string french, string english) => new(new Problem(rules.Unreadable) { Detail = new Words(french, english) });
}
