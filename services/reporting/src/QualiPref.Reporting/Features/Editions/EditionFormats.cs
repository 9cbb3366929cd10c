using System.Text.Json;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>Reads the documents of editions in the formats that their manifest names, whatever version froze them.</summary>
/// <param name="how">How JSON is written, with the types as they are today.</param>
internal sealed class EditionFormats(JsonSerializerOptions how)
{
    private readonly ReleasedFormats _cells = new(new Words("cellules", "cells"), how, CellFormats.All);
    private readonly ReleasedFormats _figures = new(new Words("chiffres", "figures"), how, EditionMembers.Figures);
    private readonly ReleasedFormats _definitions = new(new Words("définitions", "definitions"), how, EditionMembers.Definitions);

    /// <summary>The formats in which an edition is written today.</summary>
    /// <param name="root">The root of its cut.</param>
    public static ManifestFormats Of(CutRoot root) => new(root.CellFormat, FigureFormat.Newest.Number, EditionMembers.Definitions.Count);

    /// <exception cref="UnreadableDocumentException">The bytes are no manifest, or name an unknown format.</exception>
    public EditionManifest ReadManifest(ReadOnlySpan<byte> bytes)
    {
        // The first format reads the numbers wherever they stand.
        var formats = _definitions[1].Read<ManifestHead>(bytes).Formats ?? ManifestFormats.First;
        _ = _cells[formats.Cells];
        _ = _figures[formats.Figures];
        var manifest = _definitions[formats.Definitions].Read<EditionManifest>(bytes);
        return Period.TryParse(manifest.Period, out _) ? manifest : throw new UnreadableDocumentException(new Words("$.period n'est pas une période", "$.period is no period"));
    }

    /// <exception cref="UnreadableDocumentException">The bytes are no figures.</exception>
    public FrozenFigures ReadFigures(ManifestFormats formats, ReadOnlySpan<byte> bytes)
    {
        var figures = _figures[formats.Figures].Read<FrozenFigures>(bytes);
        return figures.Figures.Contains(null!) || figures.Complaints.Contains(null!)
            ? throw new UnreadableDocumentException(new Words("l'un de ses chiffres est absent (null)", "one of its figures is null"))
            : figures;
    }

    /// <exception cref="UnreadableDocumentException">The bytes are no root.</exception>
    public CutRoot ReadRoot(ManifestFormats formats, ReadOnlySpan<byte> bytes) => _cells[formats.Cells].Read<CutRoot>(bytes);

    /// <summary>What a figure says in a format, as text: equal for equal figures.</summary>
    public string Text<T>(ManifestFormats formats, T figure) => _figures[formats.Figures].Text(figure);

    private sealed record ManifestHead(ManifestFormats? Formats);
}
