using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace QualiPref.Platform.Hosting;

/// <summary>Believes what the proxies that are named say of the connection with the browser, and what nobody else says.</summary>
internal static class TrustedProxies
{
    public static void BelieveTrustedProxies(this WebApplication app)
    {
        var networks = app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.TrustedProxies;
        if (networks.Count == 0) return;
        // As many of them as stand one behind the other: the first address that is none of theirs is the caller's.
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks) forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        app.UseForwardedHeaders(forwarded);
    }
}
