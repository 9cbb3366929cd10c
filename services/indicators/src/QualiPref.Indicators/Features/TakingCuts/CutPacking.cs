using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>A part and what the root says of it.</summary>
internal sealed record PackedPart(CutPart Content, byte[] Bytes, DateOnly From, DateOnly To, int Facts);

/// <summary>
/// Packs a site-month into parts. It depends on the facts and cells of that site-month alone, so one that did not change is the same
/// bytes in the next cut.
/// </summary>
internal static class CutPacking
{
    /// <summary>Most bytes of a part.</summary>
    public const int MostBytes = 4_000_000;

    /// <summary>Facts of one day in one part: 37 bytes in base64 are 50, so that a cell still fits beside them.</summary>
    public const int FactsPerPiece = 50_000;

    private static readonly int Frame = CutJson.Write(new CutPart { SiteDays = [] }).Length;

    public static IEnumerable<PackedPart> Pack(CutMonthReading month, int mostBytes = MostBytes, int factsPerPiece = FactsPerPiece)
    {
        var days = new List<CutSiteDay>();
        var facts = 0;
        var size = Frame;
        foreach (var (piece, count) in month.Days.SelectMany(day => Pieces(day, factsPerPiece)))
        {
            var length = CutJson.Write(piece).Length + 1;
            if (days.Count > 0 && size + length > mostBytes)
            {
                yield return Close(days, facts);
                (days, facts, size) = ([], 0, Frame);
            }
            days.Add(piece);
            facts += count;
            size += length;
        }
        if (days.Count > 0) yield return Close(days, facts);
    }

    private static IEnumerable<(CutSiteDay Piece, int Facts)> Pieces(CutDayReading day, int factsPerPiece)
    {
        var cell = day.Cell;
        foreach (var entries in day.Entries.Chunk(factsPerPiece))
        {
            yield return (new CutSiteDay { Cell = cell, Site = day.Cell.Site, Date = day.Date, Facts = CutEntry.Pack(entries) }, entries.Length);
            cell = null;
        }
    }

    private static PackedPart Close(List<CutSiteDay> days, int facts)
    {
        var content = new CutPart { SiteDays = days };
        return new PackedPart(content, CutJson.Write(content), days[0].Date, days[^1].Date, facts);
    }
}
