using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Features.ImportingResponses;

/// <summary>
/// The ids of the lines of a file, the same whenever and by whomever it is sent. A line without one of its own is known by what its cells say, not by where it stands:
/// a file that comes again with a line mended, left out or added brings all others under the ids that they had.
/// </summary>
/// <param name="key">Tells apart files of a site whose equal lines are other answers.</param>
internal sealed class LineIds(string key)
{
    private static readonly Guid Space = new("5c2fd1f2-7a8e-4f0c-9d39-0d4be6a6a7e4");

    private readonly Dictionary<string, int> _equal = new(StringComparer.Ordinal);

    /// <summary>The id of the next line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="answer">What it says, as an answer.</param>
    public Guid Of(CsvLine line, JsonElement answer)
    {
        var site = line.Cells.GetValueOrDefault(ResponseLine.Site);
        if (!line.HasOwnId()) return OfCells(site, answer);
        var own = line.Cells[ResponseLine.Id];
        return Guid.TryParseExact(own, "D", out var id) && id != Guid.Empty ? id : Uuid5.Create(Space, $"id\n{site}\n{own}");
    }

    private Guid OfCells(string? site, JsonElement answer)
    {
        var cells = CellsOf(answer);
        var before = _equal.GetValueOrDefault(cells);
        _equal[cells] = before + 1;
        return Uuid5.Create(Space, $"cells\n{site}\n{key}\n{cells}\n{before.ToString(CultureInfo.InvariantCulture)}");
    }

    // Which version of the questionnaire is the newest when a file comes again makes no other answer of a line.
    private static string CellsOf(JsonElement answer)
    {
        var cells = JsonObject.Create(answer)!;
        cells.Remove("version");
        ContentHash.TryCompute(JsonSerializer.SerializeToElement(cells), out var hash);
        return Convert.ToHexStringLower(hash);
    }
}
