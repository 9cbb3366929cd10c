using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>Hands out cuts that were taken, to services and to whoever looks after the quality of all their sites.</summary>
internal sealed partial class CutLibrary(CutStore cuts, IndicatorsDatabase database, CutFormats formats, ILogger<CutLibrary> logger)
{
    // What has a digest never changes; 4 MB for a national year.
    private volatile ReadRoot? _latest;

    /// <summary>A cut that the caller may read. One round trip.</summary>
    /// <exception cref="ProblemException">403, or 404 while it is not taken.</exception>
    public async Task<CutDocument> FindAsync(Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var cut = await cuts.FindAsync(id, cancellationToken);
        if (cut?.RootDigest is null) throw new ProblemException(new Problem(IndicatorsProblems.CutNotTaken));
        Caller.Of(context).RequireSites(cut.Sites);
        return cut;
    }

    /// <summary>The root of a cut. One round trip, none for the cut that was asked for last: each of its thousands of parts is a call of its own.</summary>
    /// <exception cref="ProblemException">409 when it is damaged.</exception>
    public async Task<CutRoot> RootAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        if (_latest is { } latest && latest.Digest == cut.RootDigest) return latest.Root;
        var bytes = await BytesAsync(cut.RootDigest!, cancellationToken);
        var read = new ReadRoot(cut.RootDigest!, Readable(cut.RootDigest!, () => formats.ReadRoot(bytes)));
        _latest = read;
        return read.Root;
    }

    /// <summary>A part of a cut. One round trip.</summary>
    /// <exception cref="ProblemException">409 when it is damaged.</exception>
    public async Task<CutPart> PartAsync(CutRoot root, string digest, CancellationToken cancellationToken)
    {
        var bytes = await BytesAsync(digest, cancellationToken);
        return Readable(digest, () => formats.ReadPart(root.CellFormat, bytes));
    }

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

    private T Readable<T>(string digest, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnreadableDocumentException exception)
        {
            LogUnreadable(digest, FaultText.Of(exception));
            throw new ProblemException(new Problem(IndicatorsProblems.CutDamaged)
            {
                Detail = new Words(
                    $"Contenu d'empreinte {digest} : illisible ({exception.InWords.French}). Restaurez-le depuis une sauvegarde, ou installez la version qui l'a écrit.",
                    $"Content with digest {digest}: unreadable ({exception.InWords.English}). Restore it from a backup, or install the version that wrote it."),
            });
        }
    }

    [LoggerMessage(EventId = 3606, Level = LogLevel.Error, Message = "What a cut keeps under {Digest} cannot be read: {Fault}")]
    private partial void LogUnreadable(string digest, string fault);

    /// <summary>Bytes as they are now, whatever they are; null when they are gone.</summary>
    public Task<byte[]?> StoredAsync(string digest, CancellationToken cancellationToken) => database.CutParts.FindAsync(digest, cancellationToken);

    private sealed record ReadRoot(string Digest, CutRoot Root);
}
