using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Services;

/// <summary>Where each service answers. Those that run in this process are reached over HTTP too, at the portal's own origin.</summary>
internal sealed class ServiceAddresses(IOptions<ServiceOptions> options, IServer server)
{
    /// <summary>The service's own prefix; relative paths of its calls are appended.</summary>
    public Uri Of(string service) => new(options.Value.Of(service) ?? OwnOrigin(), $"/api/{service}/v1/");

    /// <summary>The address this process listens on, as seen from itself.</summary>
    public Uri OwnOrigin()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The portal was asked for its own address before it listens.");
        var origin = new UriBuilder(address.Replace("+", "127.0.0.1", StringComparison.Ordinal).Replace("*", "127.0.0.1", StringComparison.Ordinal));
        if (origin.Host is "0.0.0.0" or "[::]") origin.Host = "127.0.0.1";
        return origin.Uri;
    }
}
