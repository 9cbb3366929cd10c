using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>Finds editions and opens the documents they consist of; what was altered is refused, never shown.</summary>
internal sealed class EditionReader(EditionStore editions, Catalogue catalogue)
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
    /// <exception cref="ProblemException">409 when one of them is missing or altered.</exception>
    public async Task<OpenedEdition> OpenAsync(EditionDocument edition, CancellationToken cancellationToken)
    {
        var manifest = FrozenJson.Read<EditionManifest>(await BytesAsync(edition.ManifestDigest, cancellationToken));
        var figures = FrozenJson.Read<FrozenFigures>(await BytesAsync(manifest.FiguresDigest, cancellationToken));
        return new OpenedEdition(edition, manifest, figures);
    }

    /// <summary>The same; null instead of the refusal.</summary>
    public async Task<OpenedEdition?> TryOpenAsync(EditionDocument edition, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(edition, cancellationToken);
        }
        catch (ProblemException exception) when (exception.Problem.Kind == ReportingProblems.EditionAltered)
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

    private async Task<EditionDocument> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await editions.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));

    private bool IsMember(Caller caller, EditionDocument edition) =>
        caller.Has(Roles.Quality) && catalogue.Networks.FirstOrDefault(one => one.Code == edition.Network) is { } network && caller.Covers(network);
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
