using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Posters;

/// <summary>How people reach the portal from outside: what a poster says for years may not come from whoever asked for it.</summary>
internal sealed class PublicAddress(IOptions<PortalOptions> options)
{
    /// <summary>The address of a site's survey; null while nobody has set how the portal is reached.</summary>
    /// <param name="site">Code of the site.</param>
    /// <param name="request">On one machine alone, with a name of that machine, it says so itself.</param>
    public string? OfSurvey(string site, HttpRequest request)
    {
        var start = options.Value.PublicAddress is { Length: > 0 } set ? set.TrimEnd('/') : IsOfThisMachine(request.Host.Host) ? $"{request.Scheme}://{request.Host}" : null;
        return start is null ? null : $"{start}/avis/{site}";
    }

    private static bool IsOfThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
