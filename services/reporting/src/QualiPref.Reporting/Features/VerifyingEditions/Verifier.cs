using Microsoft.Extensions.Logging;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary>
/// Proves an edition: its own documents by their digests, the facts by <c>indicators</c>, and every figure by computing it again from the
/// cells that <c>indicators</c> counts from exactly the versions of the cut. Today's facts, today's catalogue and today's rules play no part: the manifest
/// names the definitions and the formats.
/// </summary>
internal sealed class Verifier(EditionStore editions, EditionFormats formats, IndicatorsClient indicators, ILogger<Verifier> logger)
{
    /// <summary>Verifies one edition: a read and a call for each part, three reads besides.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="progress">Told after each part, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Verification> VerifyAsync(EditionDocument edition, Action<double> progress, CancellationToken cancellationToken)
    {
        var differences = new Differences();
        var documents = new DocumentCheck(editions, formats, differences, logger);
        if (await documents.ManifestAsync(edition, cancellationToken) is not { } manifest) return Outcome(differences, 0, 0);
        var root = await documents.RootAsync(manifest, cancellationToken);
        var figures = await documents.FiguresAsync(manifest, cancellationToken);
        var scope = manifest.Scope();
        var tally = scope.NewTally();
        foreach (var heard in root?.HeardSince ?? []) tally.Add(heard);
        var facts = 0L;
        var parts = manifest.Cut.Parts.Select(part => part.Digest).Distinct().ToList();
        foreach (var (index, digest) in parts.Index())
        {
            await documents.PartAsync(digest, cancellationToken);
            if (await indicators.VerifyPartAsync(manifest.Cut.Id, digest, cancellationToken) is not { } part)
            {
                differences.Add(new Difference("part", digest, null, null, digest, null, "Le service indicators n'a plus cette partie."));
                continue;
            }
            foreach (var one in part.Differences) differences.Add(new Difference(one.Kind, one.Id, one.Site, one.Date, one.Expected, one.Found, one.Detail));
            if (!part.Verified && part.Differences.Count == 0)
            {
                differences.Add(new Difference("part", digest, null, null, digest, null, "Le service indicators ne confirme pas cette partie."));
            }
            differences.AddUnlisted(part.Unlisted);
            tally.Add(part.Cells);
            facts += part.Facts;
            progress((index + 1.0) / parts.Count);
        }
        if (figures is not null) new FigureCheck(formats, manifest.Formats, differences).Compare(figures, scope.Compute(tally));
        return Outcome(differences, figures?.Count() ?? 0, facts);
    }

    private static Verification Outcome(Differences differences, int figures, long facts) =>
        new(differences.Count == 0, figures, facts, differences.Count, differences.Kept);
}
