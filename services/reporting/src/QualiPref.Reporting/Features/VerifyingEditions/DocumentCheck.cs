using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary>Compares the documents that this service keeps of an edition with their digests, and names those that were altered.</summary>
internal sealed class DocumentCheck(EditionStore editions, Differences differences)
{
    /// <summary>The manifest, altered or not, and whether it says what the edition says; null when it cannot be read any more.</summary>
    public async Task<EditionManifest?> ManifestAsync(EditionDocument edition, CancellationToken cancellationToken)
    {
        var manifest = Read<EditionManifest>("manifest", await BytesAsync("manifest", edition.ManifestDigest, cancellationToken));
        if (manifest?.Agrees(edition) == false)
        {
            differences.Document("edition", FrozenJson.Text(EditionSummary.Of(edition)), null, "L'édition ne dit pas ce que dit son manifeste.");
        }
        return manifest;
    }

    /// <summary>The figures, altered or not; null when they cannot be read any more.</summary>
    public async Task<FrozenFigures?> FiguresAsync(string digest, CancellationToken cancellationToken) =>
        Read<FrozenFigures>("figures", await BytesAsync("figures", digest, cancellationToken));

    /// <summary>The root, and whether it names the parts that the manifest names.</summary>
    public async Task RootAsync(ManifestCut cut, CancellationToken cancellationToken)
    {
        var root = Read<CutRoot>("root", await BytesAsync("root", cut.RootDigest, cancellationToken));
        if (root is not null && !root.Parts.SequenceEqual(cut.Parts))
        {
            differences.Document("root", null, null, "La racine de la coupe et le manifeste ne nomment pas les mêmes parties.");
        }
    }

    /// <summary>A part.</summary>
    public Task PartAsync(string digest, CancellationToken cancellationToken) => BytesAsync($"part {digest}", digest, cancellationToken);

    private async Task<byte[]?> BytesAsync(string name, string digest, CancellationToken cancellationToken)
    {
        var bytes = await editions.ContentAsync(digest, cancellationToken);
        var found = bytes is null ? null : ContentStore.DigestOf(bytes);
        if (found != digest) differences.Document(name, digest, found, bytes is null ? "Le document manque." : "Le document a été altéré.");
        return bytes;
    }

    private T? Read<T>(string name, byte[]? bytes) where T : class
    {
        if (bytes is null) return null;
        var document = FrozenJson.TryRead<T>(bytes);
        if (document is null) differences.Document(name, null, null, "Le document n'est plus lisible.");
        return document;
    }
}
