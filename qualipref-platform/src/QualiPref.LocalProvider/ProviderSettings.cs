using System.Net;

namespace QualiPref.LocalProvider;

/// <summary>What the provider is started with. Section <c>QualiPref:LocalProvider</c>, and <c>urls</c>.</summary>
/// <param name="Address">Where it listens and who it says it is: its issuer.</param>
/// <param name="Data">Folder of its keys and of the sessions that ended; whoever they belong to keeps them from start to start.</param>
/// <param name="Persons">File with the sample persons; none when empty.</param>
/// <param name="ClientSecret">What its clients prove themselves with.</param>
internal sealed record ProviderSettings(Uri Address, string Data, string Persons, string ClientSecret)
{
    private const string Section = "QualiPref:LocalProvider";

    /// <exception cref="ProviderSettingsException">One is missing or would open it to other machines.</exception>
    public static ProviderSettings Read(IConfiguration configuration) => new(
        Loopback(configuration["urls"]), Demand(configuration, "Data"), configuration[$"{Section}:Persons"] ?? "", Demand(configuration, "ClientSecret"));

    /// <summary>Whether a request names the address that it came to.</summary>
    public bool IsOurs(HostString host) => host.Host == Address.Host;

    // Anybody may sign in here as anybody: that must never be reached from elsewhere.
    private static Uri Loopback(string? urls) =>
        Uri.TryCreate(urls, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)
            ? address
            : throw new ProviderSettingsException(
                $"The local provider signs anybody in as any sample person: it listens on one address such as http://127.0.0.1:20001 and on no other. urls says \"{urls}\".");

    private static string Demand(IConfiguration configuration, string name) => configuration[$"{Section}:{name}"] is { Length: > 0 } value
        ? value
        : throw new ProviderSettingsException($"{Section}:{name} is not set. QualiPref.Local starts the provider with all that it needs.");
}

/// <summary>The provider cannot be started so; the message says why, for whoever started it.</summary>
internal sealed class ProviderSettingsException(string message) : Exception(message);
