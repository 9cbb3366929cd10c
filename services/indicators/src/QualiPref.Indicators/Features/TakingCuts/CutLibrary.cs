using Microsoft.AspNetCore.Http;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>Hands out cuts that were taken, to services and to whoever looks after the quality of all their sites.</summary>
internal sealed class CutLibrary(CutStore cuts, IndicatorsDatabase database)
{
    /// <summary>A cut that the caller may read. One round trip.</summary>
    /// <exception cref="ProblemException">403, or 404 while it is not taken.</exception>
    public async Task<CutDocument> FindAsync(Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var cut = await cuts.FindAsync(id, cancellationToken);
        if (cut?.RootDigest is null) throw new ProblemException(new Problem(IndicatorsProblems.CutNotTaken));
        Caller.Of(context).RequireSites(cut.Sites);
        return cut;
    }

    /// <summary>The root of a cut. One round trip.</summary>
    /// <exception cref="ProblemException">409 when it is damaged.</exception>
    public async Task<CutRoot> RootAsync(CutDocument cut, CancellationToken cancellationToken) =>
        CutJson.Read<CutRoot>(await BytesAsync(cut.RootDigest!, cancellationToken));

    /// <summary>A part of a cut. One round trip.</summary>
    /// <exception cref="ProblemException">409 when it is damaged.</exception>
    public async Task<CutPart> PartAsync(string digest, CancellationToken cancellationToken) =>
        CutJson.Read<CutPart>(await BytesAsync(digest, cancellationToken));

    /// <summary>Bytes that are still those that were stored. One round trip.</summary>
    /// <exception cref="ProblemException">409 when they are not.</exception>
    public async Task<byte[]> BytesAsync(string digest, CancellationToken cancellationToken)
    {
        var bytes = await StoredAsync(digest, cancellationToken);
        if (bytes is not null && ContentStore.DigestOf(bytes) == digest) return bytes;
        throw new ProblemException(new Problem(IndicatorsProblems.CutDamaged)
        {
            Detail = new Words($"Contenu d'empreinte {digest} : altéré ou supprimé.", $"Content with digest {digest}: altered or removed."),
        });
    }

    /// <summary>Bytes as they are now, whatever they are; null when they are gone.</summary>
    public Task<byte[]?> StoredAsync(string digest, CancellationToken cancellationToken) => database.CutParts.FindAsync(digest, cancellationToken);
}
