using System.Text.Json;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>
/// Reads the documents of cuts in the format that their root names, whatever version took them. Cells are counted by <c>CellContents</c> in every format so
/// far: a changed rule of counting keeps the old one beside it, chosen here by number.
/// </summary>
/// <param name="how">How JSON is written, with the types as they are today.</param>
internal sealed class CutFormats(JsonSerializerOptions how)
{
    private readonly ReleasedFormats _formats = new(new Words("cellules", "cells"), how, CellFormats.All);

    /// <exception cref="UnreadableDocumentException">The bytes are no root, or of an unknown format.</exception>
    public CutRoot ReadRoot(ReadOnlySpan<byte> bytes) =>
        // The first format reads the number wherever it stands.
        _formats[_formats[1].Read<RootHead>(bytes).CellFormat].Read<CutRoot>(bytes);

    /// <exception cref="UnreadableDocumentException">The bytes are no part, or of an unknown format.</exception>
    public CutPart ReadPart(int format, ReadOnlySpan<byte> bytes)
    {
        var part = _formats[format].Read<CutPart>(bytes);
        foreach (var day in part.SiteDays) Check(day);
        return part;
    }

    /// <summary>What a cell says in a format, as text: equal for equal counts.</summary>
    public string Text(int format, SiteDayCell cell) => _formats[format].Text(cell);

    private static void Check(CutSiteDay? day)
    {
        if (day is null || day.Cell?.Answers.Contains(null!) == true)
        {
            throw new UnreadableDocumentException(new Words("un jour d'un site, ou une ligne d'un tel jour, est absent (null)", "a site-day or row of it is null"));
        }
        try
        {
            CutEntry.Unpack(day.Facts);
        }
        catch (FormatException exception)
        {
            throw new UnreadableDocumentException(new Words(
                FormattableString.Invariant($"la liste des enregistrements de {day.Site} du {day.Date:dd/MM/yyyy} n'en est pas une"),
                FormattableString.Invariant($"the list of facts of {day.Site} on {day.Date:yyyy-MM-dd} is none")), exception);
        }
    }

    private sealed record RootHead(int CellFormat = 1);
}
