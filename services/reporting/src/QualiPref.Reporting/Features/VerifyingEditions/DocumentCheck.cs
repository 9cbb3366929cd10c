using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary>Compares the documents that this service keeps of an edition with their digests, and names those that were altered.</summary>
internal sealed partial class DocumentCheck(EditionStore editions, EditionFormats formats, Differences differences, ILogger logger)
{
    /// <summary>The manifest, altered or not, and whether it says what the edition says; null when it cannot be read any more.</summary>
    public async Task<EditionManifest?> ManifestAsync(EditionDocument edition, CancellationToken cancellationToken)
    {
        var manifest = Read("manifest", edition.ManifestDigest, await BytesAsync("manifest", edition.ManifestDigest, cancellationToken), bytes => formats.ReadManifest(bytes));
        if (manifest?.Agrees(edition) == false)
        {
            differences.Document("edition", FrozenJson.Text(EditionSummary.Of(edition)), null, "L'édition ne dit pas ce que dit son manifeste.");
        }
        return manifest;
    }

    /// <summary>The figures, altered or not; null when they cannot be read any more.</summary>
    public async Task<FrozenFigures?> FiguresAsync(EditionManifest manifest, CancellationToken cancellationToken) => Read(
        "figures", manifest.FiguresDigest, await BytesAsync("figures", manifest.FiguresDigest, cancellationToken), bytes => formats.ReadFigures(manifest.Formats, bytes));

    /// <summary>The root, altered or not, and whether it names the parts that the manifest names; null when it cannot be read any more.</summary>
    public async Task<CutRoot?> RootAsync(EditionManifest manifest, CancellationToken cancellationToken)
    {
        var digest = manifest.Cut.RootDigest;
        var root = Read("root", digest, await BytesAsync("root", digest, cancellationToken), bytes => formats.ReadRoot(manifest.Formats, bytes));
        if (root is not null && !root.Parts.SequenceEqual(manifest.Cut.Parts))
        {
            differences.Document("root", null, null, "La racine de la coupe et le manifeste ne nomment pas les mêmes parties.");
        }
        return root;
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

    private T? Read<T>(string name, string digest, byte[]? bytes, Func<byte[], T> read) where T : class
    {
        if (bytes is null) return null;
        try
        {
            return read(bytes);
        }
        catch (UnreadableDocumentException exception)
        {
            LogUnreadable(name, digest, FaultText.Of(exception));
            differences.Document(name, digest, null, $"Le document n'est pas lisible : {exception.InWords.French}.");
            return null;
        }
    }

    [LoggerMessage(EventId = 4302, Level = LogLevel.Error, Message = "The document {Document} ({Digest}) of an edition cannot be read; its verification says so: {Fault}")]
    private partial void LogUnreadable(string document, string digest, string fault);
}
