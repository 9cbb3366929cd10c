using System.Net.Http.Headers;
using QualiPref.Platform.Identity;

namespace QualiPref.Platform.Calls;

/// <summary>Calls another service in the name of this one.</summary>
internal sealed class ServiceTokenHandler(PlatformTokens tokens, string service) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.ForService(service));
        return base.SendAsync(request, cancellationToken);
    }
}
