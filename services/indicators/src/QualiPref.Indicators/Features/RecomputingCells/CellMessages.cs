using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>Packs cells into messages.</summary>
internal static class CellMessages
{
    // A busy cell takes about 10 KB of JSON: a message stays near a megabyte.
    private const int CellsPerMessage = 100;

    private static readonly Guid Space = new("6f1b3c52-8f0e-4a53-9f43-3c1d0f8f6a57");

    public static IEnumerable<OutgoingMessage<CellsRecomputed>> Pack(IReadOnlyList<CellDocument> cells) => cells
        .OrderBy(cell => cell.Id, StringComparer.Ordinal).ThenBy(cell => cell.Version)
        .Chunk(CellsPerMessage)
        .Select(chunk => new OutgoingMessage<CellsRecomputed>(
            Uuid5.Create(Space, string.Join(' ', chunk.Select(cell => FormattableString.Invariant($"{cell.Id}@{cell.Version}")))),
            new CellsRecomputed { Cells = [.. chunk.Select(cell => cell.ToCell())] },
            TraceContext.CausesOf(chunk.Select(cell => cell.TraceParent))));
}
