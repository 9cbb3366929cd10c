using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Platform.Identity;

/// <summary>What a folder of keys held at one moment.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, JsonWebKey> _public;
    private readonly Dictionary<string, SigningCredentials> _own;

    private KeyRing(Dictionary<string, JsonWebKey> known, Dictionary<string, SigningCredentials> own, IReadOnlyList<string> faults) =>
        (_public, _own, Faults) = (known, own, faults);

    /// <summary>What could not be used, in words that name the file and say nothing else of its content; empty when all is well.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Reads what can be used of a folder of keys (<see cref="KeyFolder"/>). A file that cannot be read costs nothing but its own key.</summary>
    /// <param name="folder">The folder.</param>
    public static KeyRing Read(string folder)
    {
        var faults = new List<string>();
        var files = FilesIn(folder, faults);
        var known = ReadAll(files.Where(file => file.EndsWith(KeyFolder.PublicEnd, StringComparison.Ordinal)), faults).DistinctBy(key => key.KeyId).ToDictionary(key => key.KeyId, StringComparer.Ordinal);
        if (known.Count == 0) faults.Add($"There is no public key (<service>.*{KeyFolder.PublicEnd}) in '{folder}'.");
        var own = ReadAll(files.Where(IsPrivate), faults).ToLookup(key => known.ContainsKey(key.KeyId));
        faults.AddRange(own[false].Select(key => $"The public half of {KeyFolder.PrivateKeyOf(KeyFolder.ServiceOf(key.KeyId))} is not in {folder}: nobody would believe what it signs."));
        return new KeyRing(known, own[true].ToDictionary(key => KeyFolder.ServiceOf(key.KeyId), CredentialsOf, StringComparer.Ordinal), faults);
    }

    /// <summary>The same with the private keys of before where those of now cannot be used, as long as their public halves are known.</summary>
    /// <param name="before">What was read before.</param>
    public KeyRing Keeping(KeyRing before) => new(
        _public, before._own.Where(one => _public.ContainsKey(one.Value.Key.KeyId) && !_own.ContainsKey(one.Key)).Concat(_own).ToDictionary(StringComparer.Ordinal), Faults);

    /// <summary>A public key by its id; null when there is none.</summary>
    /// <param name="keyId">The id.</param>
    public SecurityKey? Find(string? keyId) => keyId is null ? null : _public.GetValueOrDefault(keyId);

    /// <summary>What a service signs with.</summary>
    /// <param name="service">Name of the service.</param>
    /// <exception cref="KeyFolderException">Its private key is not here.</exception>
    public SigningCredentials Of(string service) => _own.GetValueOrDefault(service)
        ?? throw new KeyFolderException($"There is no {KeyFolder.PrivateKeyOf(service)} among the keys: {service} cannot sign.");

    private static string[] FilesIn(string folder, List<string> faults)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add($"The folder '{folder}' cannot be read ({exception.GetType().Name}).");
            return [];
        }
    }

    // Whatever else lies there, such as the next key, is nobody's yet.
    private static bool IsPrivate(string file) => Path.GetFileName(file) == KeyFolder.PrivateKeyOf(KeyFolder.ServiceOf(Path.GetFileName(file)));

    private static List<JsonWebKey> ReadAll(IEnumerable<string> files, List<string> faults)
    {
        var keys = new List<JsonWebKey>();
        foreach (var file in files)
        {
            try
            {
                keys.Add(KeyFolder.ReadKey(file));
            }
            catch (KeyFolderException exception)
            {
                faults.Add(exception.Message);
            }
        }
        return keys;
    }

    /// <summary>What is signed with a private key.</summary>
    /// <param name="key">The key.</param>
    public static SigningCredentials CredentialsOf(JsonWebKey key) => new(key, SecurityAlgorithms.EcdsaSha256);
}

/// <summary>The keys cannot be used.</summary>
/// <param name="message">Which file, and what it must hold.</param>
public sealed class KeyFolderException(string message) : Exception(message);
