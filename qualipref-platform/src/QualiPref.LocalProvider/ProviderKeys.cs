using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.LocalProvider;

/// <summary>The key that signs what clients read, and the one that closes what only the provider reads. Made once, they stay with its data, and sessions outlive a restart.</summary>
internal sealed class ProviderKeys
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public ProviderKeys(ProviderSettings settings)
    {
        Directory.CreateDirectory(settings.Data, OwnerAlone | UnixFileMode.UserExecute);
        var signing = ECDsa.Create();
        signing.ImportFromPem(ReadOrMake(Path.Combine(settings.Data, "signing.pem"), NewSigningKey));
        Signing = new ECDsaSecurityKey(signing);
        Signing.KeyId = Base64UrlEncoder.Encode(Signing.ComputeJwkThumbprint());
        Encryption = new SymmetricSecurityKey(Convert.FromBase64String(
            ReadOrMake(Path.Combine(settings.Data, "encryption.key"), () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))));
    }

    public ECDsaSecurityKey Signing { get; }

    public SymmetricSecurityKey Encryption { get; }

    private static string NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    // Written beside and moved: whoever is killed here leaves no half a key.
    private static string ReadOrMake(string file, Func<string> make)
    {
        if (File.Exists(file)) return File.ReadAllText(file);
        var draft = file + ".new";
        using (var writer = new StreamWriter(draft, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerAlone }))
        {
            writer.Write(make());
        }
        File.Move(draft, file);
        return File.ReadAllText(file);
    }
}
