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
    // What has a digest never changes; 4 MB for a national year.
    private volatile ReadRoot? _latest;

    /// <summary>A cut that the caller may read. One round trip.</summary>
    /// <exception cref="ProblemException">401, 403, or 404 while it is not taken.</exception>
    public async Task<CutDocument> FindAsync(Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var isService = caller.Has(Roles.Service);
        if (!isService) caller.Require(Roles.Quality);
        var cut = await cuts.FindAsync(id, cancellationToken);
        if (cut?.RootDigest is null) throw new ProblemException(new Problem(IndicatorsProblems.CutNotTaken));
        if (!isService) foreach (var site in cut.Sites) caller.Require(Roles.Quality, site);
        return cut;
    }

    /// <summary>The root of a cut. One round trip, none for the cut that was asked for last: each of its thousands of parts is a call of its own.</summary>
    /// <exception cref="ProblemException">409 when it is damaged.</exception>
    public async Task<CutRoot> RootAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        if (_latest is { } latest && latest.Digest == cut.RootDigest) return latest.Root;
        var read = new ReadRoot(cut.RootDigest!, CutJson.Read<CutRoot>(await BytesAsync(cut.RootDigest!, cancellationToken)));
        _latest = read;
        return read.Root;
    }

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

    private sealed record ReadRoot(string Digest, CutRoot Root);
}
