using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace QualiPref.Platform.Calls;

/// <summary>Where each service answers. Those that run in this process are reached over HTTP too, at its own origin.</summary>
/// <param name="options">The configured addresses.</param>
/// <param name="server">The server of this process.</param>
public sealed class ServiceAddresses(IOptions<ServiceOptions> options, IServer server)
{
    /// <summary>The service's own prefix; relative paths of its calls are appended.</summary>
    /// <param name="service">One of <see cref="ServiceNames"/>, or the portal.</param>
    public Uri Of(string service) => new(options.Value.Of(service) ?? OwnOrigin(), $"/api/{service}/v1/");

    /// <summary>Whether this process runs the service itself.</summary>
    /// <param name="service">One of <see cref="ServiceNames"/>.</param>
    internal bool IsOwn(string service) => options.Value.Of(service) is null;

    // As seen from itself.
    private Uri OwnOrigin()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The process was asked for its own address before it listens.");
        var origin = new UriBuilder(address.Replace("+", "127.0.0.1", StringComparison.Ordinal).Replace("*", "127.0.0.1", StringComparison.Ordinal));
        if (origin.Host is "0.0.0.0" or "[::]") origin.Host = "127.0.0.1";
        return origin.Uri;
    }
}
