using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>
/// The files of a catalogue's folder as they were at one moment. What is checked is what the digest was made of, whoever writes into the folder
/// meanwhile.
/// </summary>
internal sealed class CatalogueFiles
{
    // Hidden ones are left out: a ConfigMap is mounted with its content in a hidden folder beside links to it.
    private static readonly EnumerationOptions _visible = new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    private readonly SortedDictionary<string, CatalogueBytes> _files = new(StringComparer.Ordinal);

    private CatalogueFiles(string folder) => Folder = folder;

    /// <summary>The folder, with its full path.</summary>
    internal string Folder { get; }

    /// <summary>Why the folder itself could not be read; null when it could.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Another digest, other names or contents.</summary>
    internal string Digest { get; private set; } = "";

    /// <summary>Names as they lie there, such as <c>holidays/common.yaml</c> or <c>holidays.common.yaml</c>, in ordinal order.</summary>
    internal IEnumerable<string> Names => _files.Keys;

    /// <summary>The content of a file; null when there is none of that name.</summary>
    internal CatalogueBytes? Find(string name) => _files.GetValueOrDefault(name);

    internal static CatalogueFiles Read(string folder)
    {
        var files = new CatalogueFiles(Path.GetFullPath(folder));
        try
        {
            foreach (var path in Directory.EnumerateFiles(files.Folder, "*.yaml", _visible))
            {
                files._files[Path.GetRelativePath(files.Folder, path)] = CatalogueBytes.Read(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            files.Fault = $"The folder cannot be read ({exception.GetType().Name}).";
        }
        files.Digest = files.Hash();
        return files;
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(Fault ?? ""));
        foreach (var (name, file) in _files)
        {
            Append(hash, Encoding.UTF8.GetBytes(name));
            Append(hash, Encoding.UTF8.GetBytes(file.Fault ?? ""));
            Append(hash, file.Content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each with its length, so that what moves from the end of one to the beginning of the next is another digest.
    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

/// <summary>One file, or why it could not be read.</summary>
internal sealed record CatalogueBytes(byte[] Content, string? Fault)
{
    internal static CatalogueBytes Read(string path)
    {
        try
        {
            return new CatalogueBytes(File.ReadAllBytes(path), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new CatalogueBytes([], $"the file cannot be read ({exception.GetType().Name}).");
        }
    }
}
