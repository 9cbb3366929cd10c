using System.Text;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>
/// Verifies a part: its bytes, each version of a fact that it lists, and each cell from exactly those versions. Facts are read 1,000 at
/// a time. A fact that does not say what it said then is named and left out of the recomputed cell; a part that cannot be read is named and nothing of
/// it is counted. Everything goes by the format that the root names.
/// </summary>
internal sealed partial class CutVerifier(CutLibrary library, CutFactReader facts, CutFormats formats, ILogger<CutVerifier> logger)
{
    public async Task<CutVerification> VerifyAsync(CutRoot root, CutPartReference part, CancellationToken cancellationToken)
    {
        var verification = new CutVerification();
        var content = await ReadPartAsync(root, part, verification, cancellationToken);
        if (content is null) return verification;
        var ahead = new FactsAhead(facts, [.. content.SiteDays.SelectMany(day => CutEntry.Unpack(day.Facts))]);
        foreach (var day in content.SiteDays)
        {
            var counts = new StateCounts();
            var listed = CutEntry.Unpack(day.Facts);
            verification.Facts += listed.Length;
            await CountAsync(ahead, day, listed, counts, verification.Add, cancellationToken);
            if (day.Cell is not { } cell) continue;
            var here = content.SiteDays.Where(one => one.Date == day.Date && one.Cell is null);
            foreach (var more in here.Concat(await ContinuationsAsync(root, part, day, verification, cancellationToken)))
            {
                // What differs in it is named where it is listed.
                await CountAsync(ahead, more, CutEntry.Unpack(more.Facts), counts, _ => { }, cancellationToken);
            }
            Compare(root.CellFormat, cell, counts, verification);
        }
        return verification;
    }

    private async Task<CutPart?> ReadPartAsync(
        CutRoot root, CutPartReference part, CutVerification verification, CancellationToken cancellationToken)
    {
        var bytes = await library.StoredAsync(part.Digest, cancellationToken);
        var found = bytes is null ? null : ContentStore.DigestOf(bytes);
        if (found != part.Digest)
        {
            verification.Add(Difference(part, found, bytes is null
                ? new Words("La partie a été supprimée.", "The part was removed.")
                : new Words("La partie a été altérée.", "The part was altered.")));
        }
        if (bytes is null) return null;
        try
        {
            return formats.ReadPart(root.CellFormat, bytes);
        }
        catch (UnreadableDocumentException exception)
        {
            LogUnreadable(part.Digest, FaultText.Of(exception));
            // One that was altered is named already.
            if (found == part.Digest)
            {
                verification.Add(Difference(part, found, new Words(
                    $"La partie n'est pas lisible ({exception.Reason}) : aucun de ses faits n'a été contrôlé.",
                    $"The part cannot be read ({exception.Reason}): none of its facts was looked at.")));
            }
            return null;
        }
    }

    private static CutDifference Difference(CutPartReference part, string? found, Words detail) =>
        new("part", part.Digest, part.Site, part.From, part.Digest, found, detail);

    private static async Task CountAsync(
        FactsAhead ahead, CutSiteDay day, IReadOnlyList<CutEntry> listed, StateCounts counts, Action<CutDifference> tell, CancellationToken cancellationToken)
    {
        foreach (var chunk in listed.Chunk(CutFactReader.IdsPerRead))
        {
            var found = await ahead.FindAsync(chunk, cancellationToken);
            foreach (var entry in chunk)
            {
                var versions = found.GetValueOrDefault(entry.Key, []);
                var siteDay = new SiteDay(day.Site, day.Date).ToString();
                var same = versions.FirstOrDefault(version =>
                    version.Version == entry.Version && version.Hash == entry.Hash && version.Day == siteDay);
                if (same is not null) counts.Add(entry.SourceName, same.State);
                else tell(Difference(day, entry, versions));
            }
        }
    }

    private static CutDifference Difference(CutSiteDay day, CutEntry entry, IReadOnlyList<FactVersion> versions)
    {
        var found = versions.LastOrDefault(version => version.Version == entry.Version);
        return new CutDifference(
            "fact", $"{entry.SourceName}/{entry.Id}", day.Site, day.Date, Text(entry.Version, entry.Hash),
            found is null ? null : Text(found.Version, found.Hash),
            versions.Count == 0 ? new Words("Le fait a été supprimé.", "The fact was removed.")
            : found is null ? new Words("Cette version du fait a été supprimée.", "This version of the fact was removed.")
            : new Words("Cette version du fait a été altérée.", "This version of the fact was altered."));
    }

    private static string Text(int version, UInt128 hash) => FormattableString.Invariant($"{version} {hash:x32}");

    /// <summary>The rest of a day whose list did not fit into one part, from the parts after it.</summary>
    private async Task<IReadOnlyList<CutSiteDay>> ContinuationsAsync(
        CutRoot root, CutPartReference part, CutSiteDay day, CutVerification verification, CancellationToken cancellationToken)
    {
        var rest = new List<CutSiteDay>();
        foreach (var other in root.Parts.Where(other => other.Site == day.Site && other.From <= day.Date && day.Date <= other.To && other.Digest != part.Digest))
        {
            var content = await ReadPartAsync(root, other, verification, cancellationToken);
            rest.AddRange(content?.SiteDays.Where(one => one.Date == day.Date && one.Cell is null) ?? []);
        }
        return rest;
    }

    private void Compare(int format, SiteDayCell expected, StateCounts counts, CutVerification verification)
    {
        // The catalogue may have gained questions since: those of then are in the cell, and each channel has its own.
        var questions = expected.Answers.ToLookup(answer => (answer.Questionnaire, answer.Channel), answer => answer.Question);
        var day = new SiteDay(expected.Site, expected.Date);
        var cell = CellContents.Of(counts.ToStates(), (questionnaire, channel) => questions[(questionnaire, channel)]).ToCell(day, expected.Version);
        verification.Cells.Add(cell);
        var (wanted, found) = (DigestOf(format, expected), DigestOf(format, cell));
        if (wanted == found) return;
        verification.Add(new CutDifference("cell", day.ToString(), day.Site, day.Date, wanted, found, new Words(
            "Le décompte de ce jour n'est pas celui que donnent ses faits.", "The counts of this day are not what its facts add up to.")));
    }

    private string DigestOf(int format, SiteDayCell cell) => ContentStore.DigestOf(Encoding.UTF8.GetBytes(formats.Text(format, cell)));

    [LoggerMessage(EventId = 3607, Level = LogLevel.Error, Message = "The part {Digest} of a cut cannot be read; its verification says so: {Fault}")]
    private partial void LogUnreadable(string digest, string fault);
}
