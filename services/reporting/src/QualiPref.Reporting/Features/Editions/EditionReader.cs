using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>Finds editions and opens the documents they consist of; what was altered is refused, never shown.</summary>
internal sealed partial class EditionReader(EditionStore editions, EditionFormats formats, Catalogue catalogue, ILogger<EditionReader> logger)
{
    /// <summary>The grant that opens an edition once it is published.</summary>
    public const string WhenPublished = "published";

    /// <summary>The grant that opens an edition always, with everything in it.</summary>
    public const string ForMembers = "members";

    /// <summary>An edition, for a caller who may see every site of its network. One read.</summary>
    /// <exception cref="ProblemException">403, 404, or 409 when its network has left the catalogue.</exception>
    public async Task<EditionDocument> FindForMemberAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var edition = await FindAsync(id, cancellationToken);
        caller.RequireNetwork(catalogue, edition.Network);
        return edition;
    }

    /// <summary>An edition for whoever may read it: the members' version where the token allows it, else the public one once it is published. One read.</summary>
    /// <exception cref="ProblemException">401, 403 or 404.</exception>
    public async Task<(EditionDocument Edition, Audience Audience)> FindForReaderAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var edition = await FindAsync(id, cancellationToken);
        if (IsMember(caller, edition)) return (edition, Audience.Members);
        if (edition.Publication is null)
        {
            caller.RequireGrant(ForMembers);
            caller.RequireNetwork(catalogue, edition.Network);
        }
        return (edition, Audience.Public);
    }

    /// <summary>Opens the manifest and the figures. Two reads.</summary>
    /// <exception cref="ProblemException">409 when one of them is missing, altered or unreadable.</exception>
    public async Task<OpenedEdition> OpenAsync(EditionDocument edition, CancellationToken cancellationToken)
    {
        var manifestBytes = await BytesAsync(edition.ManifestDigest, cancellationToken);
        var manifest = Readable(edition, "manifest", edition.ManifestDigest, () => formats.ReadManifest(manifestBytes));
        var figuresBytes = await BytesAsync(manifest.FiguresDigest, cancellationToken);
        return new OpenedEdition(edition, manifest, Readable(edition, "figures", manifest.FiguresDigest, () => formats.ReadFigures(manifest.Formats, figuresBytes)));
    }

    /// <summary>The same; null instead of the refusal.</summary>
    public async Task<OpenedEdition?> TryOpenAsync(EditionDocument edition, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(edition, cancellationToken);
        }
        catch (ProblemException exception) when (exception.Problem.Kind == ReportingProblems.EditionAltered || exception.Problem.Kind == ReportingProblems.EditionUnreadable)
        {
            return null;
        }
    }

    /// <summary>The bytes of a document of an edition. One read.</summary>
    /// <exception cref="ProblemException">409 when they are missing or altered.</exception>
    public async Task<byte[]> BytesAsync(string digest, CancellationToken cancellationToken) =>
        await editions.ContentAsync(digest, cancellationToken) is { } bytes && ContentStore.DigestOf(bytes) == digest
            ? bytes
            : throw new ProblemException(new Problem(ReportingProblems.EditionAltered));

    private T Readable<T>(EditionDocument edition, string document, string digest, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnreadableDocumentException exception)
        {
            LogUnreadable(document, digest, edition.Id, FaultText.Of(exception));
            throw new ProblemException(new Problem(ReportingProblems.EditionUnreadable)
            {
                Detail = new Words(
                    $"Le document « {document} » (empreinte {digest}) de l'édition {edition.Id} n'est pas lisible : {exception.InWords.French}. Installez la version qui l'a "
                        + "écrit ou rétablissez la base depuis une sauvegarde ; la vérification dit ce qui est intact.",
                    $"The document \"{document}\" (digest {digest}) of edition {edition.Id} cannot be read: {exception.InWords.English}. Install the version that wrote it or "
                        + "restore the database from a backup; verify says what is intact."),
            });
        }
    }

    [LoggerMessage(EventId = 4401, Level = LogLevel.Error, Message = "The document {Document} ({Digest}) of edition {Edition} cannot be read: {Fault}")]
    private partial void LogUnreadable(string document, string digest, Guid edition, string fault);

    private async Task<EditionDocument> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await editions.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));

    private bool IsMember(Caller caller, EditionDocument edition) =>
        catalogue.Networks.FirstOrDefault(one => one.Code == edition.Network) is { } network && caller.Has(Roles.Quality, network);
}

/// <summary>An edition with its documents.</summary>
/// <param name="Edition">The root.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="Figures">The figures.</param>
internal sealed record OpenedEdition(EditionDocument Edition, EditionManifest Manifest, FrozenFigures Figures)
{
    public Revision AsRevision() => new(Manifest.Scope(), Figures.Figures);
}

/// <summary>Whom a document is for.</summary>
public enum Audience
{
    /// <summary>The members of the committee: everything.</summary>
    Members,

    /// <summary>Everybody: without complaints by kind × channel × motive and without the reasons of declared exceptions.</summary>
    Public,
}
