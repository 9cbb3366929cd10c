using System.Security.Cryptography;
using System.Text;

namespace QualiPref.LocalProvider;

/// <summary>A client of the provider.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsAsAtProConnect">
/// Whether it is served as ProConnect serves: what it hears of a person is a signed token and not plain JSON, its state and nonce are long, and parameters that were not
/// agreed on are refused.
/// </param>
internal sealed record Client(string Id, bool IsAsAtProConnect);

/// <summary>
/// The portal, twice: as any provider serves it and as ProConnect does. Its addresses are those of this machine at whatever port (as RFC 8252 has it for programs), for
/// each portal of a test has its own.
/// </summary>
internal sealed class Clients(ProviderSettings settings)
{
    /// <summary>Where the portal takes codes.</summary>
    public const string SignedInPath = "/connexion/retour";

    /// <summary>Where a browser comes back to that has signed out.</summary>
    public const string SignedOutPath = "/deconnexion/retour";

    /// <summary>Where the portal is told that a session ended.</summary>
    public const string BackChannelPath = "/connexion/fin";

    private static readonly Client[] All = [new("qualipref", false), new("qualipref-proconnect", true)];

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(settings.ClientSecret);

    public static Client? Find(string? id) => Array.Find(All, client => client.Id == id);

    public bool IsSecret(string? told) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(told ?? ""), _secret);

    public static bool IsRegistered(string? address, string path) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.Host == "127.0.0.1" && uri.UserInfo.Length == 0 && uri.PathAndQuery == path;
}
