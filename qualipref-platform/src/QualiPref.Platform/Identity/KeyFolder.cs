using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Platform.Identity;

/// <summary>
/// Folder of the keys that sign the platform's own tokens, all of the curve P-256 and written as PEM: <c>surveys.pem</c> is the private key with which
/// <c>surveys</c> signs, and each <c>surveys.*.pub</c> a public key by which its tokens are known. <c>openssl</c> makes both.
/// </summary>
public static class KeyFolder
{
    /// <summary>How the names of files with public keys end.</summary>
    public const string PublicEnd = ".pub";

    /// <summary>In whose name the operator's tool signs: its key belongs to no service, and lies in no pod that answers requests.</summary>
    public const string Operator = "operator";

    private const string PrivateEnd = ".pem";
    private const string PreparedEnd = ".next" + PrivateEnd;
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Name of the file with the private key of a service.</summary>
    /// <param name="service">Name of the service.</param>
    public static string PrivateKeyOf(string service) => service + PrivateEnd;

    /// <summary>Name of the file with the key that a service is to sign with next: its public half is known, and nobody signs with it yet.</summary>
    /// <param name="service">Name of the service.</param>
    public static string PreparedKeyOf(string service) => service + PreparedEnd;

    /// <summary>The service that a file of this folder, or the id of a key, belongs to.</summary>
    /// <param name="name">Name of a file, or id of a key: both begin with the service and a dot.</param>
    public static string ServiceOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('.')[0];
    }

    /// <summary>Makes a key for each service that has none, readable by the owner alone; keys that are there stay.</summary>
    /// <param name="folder">The folder; made when it is missing.</param>
    /// <param name="services">Names of the services.</param>
    public static void Complete(string folder, IEnumerable<string> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Directory.CreateDirectory(folder, OwnerAlone | UnixFileMode.UserExecute);
        foreach (var service in services.Where(service => !File.Exists(Path.Combine(folder, PrivateKeyOf(service))))) Add(folder, service, PrivateKeyOf(service));
    }

    /// <summary>Makes the key that a service is to sign with next, unless it is there already. Whoever reads the folder knows its public half from then on.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="service">Name of the service.</param>
    public static void Prepare(string folder, string service)
    {
        if (!File.Exists(Path.Combine(folder, PreparedKeyOf(service)))) Add(folder, service, PreparedKeyOf(service));
    }

    /// <summary>Has a service sign with the key that was prepared for it. Its old public key stays: tokens that it signed are about.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="service">Name of the service.</param>
    /// <exception cref="KeyFolderException">None was prepared, or it cannot be read.</exception>
    public static void Replace(string folder, string service)
    {
        var prepared = Path.Combine(folder, PreparedKeyOf(service));
        ReadKey(prepared);
        File.Move(prepared, Path.Combine(folder, PrivateKeyOf(service)), overwrite: true);
    }

    /// <summary>What cannot be used of a folder, in words that name the file and say nothing else of its content; empty when all is well.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> FaultsIn(string folder) => KeyRing.Read(folder).Faults;

    /// <summary>Reads one file of such a folder: a private key with both its halves, or a public one.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="KeyFolderException">It is no key of the curve P-256 in PEM; the message names the file and says nothing of its content.</exception>
    public static JsonWebKey ReadKey(string file)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new KeyFolderException($"{file} cannot be read as a key in PEM ({exception.GetType().Name}).");
        }
        var parts = PartsOf(key);
        if (parts.Curve.Oid?.Value != ECCurve.NamedCurves.nistP256.Oid.Value) throw new KeyFolderException($"{file} holds no key of the curve P-256.");
        return new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            KeyId = IdOf(ServiceOf(Path.GetFileName(file)), key),
            X = Base64UrlEncoder.Encode(parts.Q.X),
            Y = Base64UrlEncoder.Encode(parts.Q.Y),
            D = parts.D is { } secret ? Base64UrlEncoder.Encode(secret) : null,
        };
    }

    // A public key has no private half to hand out.
    private static ECParameters PartsOf(ECDsa key)
    {
        try
        {
            return key.ExportParameters(includePrivateParameters: true);
        }
        catch (CryptographicException)
        {
            return key.ExportParameters(includePrivateParameters: false);
        }
    }

    /// <summary>Id of a key: its service and the beginning of the digest of its public half.</summary>
    private static string IdOf(string service, ECDsa key) =>
        $"{service}.{Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16]}";

    // The public half first: nothing is signed with a key that nobody knows.
    private static void Add(string folder, string service, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(Path.Combine(folder, IdOf(service, key) + PublicEnd), key.ExportSubjectPublicKeyInfoPem());
        Write(Path.Combine(folder, file), key.ExportPkcs8PrivateKeyPem());
    }

    // Written beside and moved: whoever is killed here leaves no half a key.
    private static void Write(string file, string content)
    {
        var draft = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerAlone };
        using (var writer = new StreamWriter(draft, options)) writer.Write(content);
        File.Move(draft, file, overwrite: true);
    }
}
