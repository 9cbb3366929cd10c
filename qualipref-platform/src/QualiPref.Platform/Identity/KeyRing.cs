using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Platform.Identity;

/// <summary>What a folder of keys held at one moment.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, JsonWebKey> _public;
    private readonly Dictionary<string, SigningCredentials> _own;

    private KeyRing(Dictionary<string, JsonWebKey> known, Dictionary<string, SigningCredentials> own) => (_public, _own) = (known, own);

    /// <summary>Reads a folder of keys (<see cref="KeyFolder"/>).</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="KeyFolderException">It is missing, or a file is no key; the message names it and says nothing else of its content.</exception>
    public static KeyRing Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new KeyFolderException($"There is no folder '{folder}'.");
        var known = ReadAll(folder, KeyFolder.PublicEnd).ToDictionary(key => key.KeyId, StringComparer.Ordinal);
        if (known.Count == 0) throw new KeyFolderException($"There is no public key (<service>.*{KeyFolder.PublicEnd}) in {folder}.");
        var own = ReadAll(folder, KeyFolder.PrivateKeyOf("")).ToDictionary(key => KeyFolder.ServiceOf(key.KeyId), StringComparer.Ordinal);
        foreach (var key in own.Values.Where(key => !known.ContainsKey(key.KeyId)))
        {
            throw new KeyFolderException($"The public half of {KeyFolder.PrivateKeyOf(KeyFolder.ServiceOf(key.KeyId))} is not in {folder}: nobody would believe what it signs.");
        }
        return new KeyRing(known, own.ToDictionary(key => key.Key, key => new SigningCredentials(key.Value, SecurityAlgorithms.EcdsaSha256), StringComparer.Ordinal));
    }

    /// <summary>A public key by its id; null when there is none.</summary>
    /// <param name="keyId">The id.</param>
    public SecurityKey? Find(string? keyId) => keyId is null ? null : _public.GetValueOrDefault(keyId);

    /// <summary>What a service signs with.</summary>
    /// <param name="service">Name of the service.</param>
    /// <exception cref="KeyFolderException">Its private key is not here.</exception>
    public SigningCredentials Of(string service) => _own.GetValueOrDefault(service)
        ?? throw new KeyFolderException($"There is no {KeyFolder.PrivateKeyOf(service)} among the keys: {service} cannot sign.");

    private static IEnumerable<JsonWebKey> ReadAll(string folder, string end) => Directory.GetFiles(folder, "*" + end).Select(KeyFolder.ReadKey).DistinctBy(key => key.KeyId);
}

/// <summary>The keys cannot be used.</summary>
/// <param name="message">Which file, and what it must hold.</param>
public sealed class KeyFolderException(string message) : Exception(message);
