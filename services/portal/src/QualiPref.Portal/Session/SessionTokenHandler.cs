using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using QualiPref.Portal.Access;

namespace QualiPref.Portal.Session;

/// <summary>Calls services in the name of the signed-in person, and without a token for the public.</summary>
internal sealed class SessionTokenHandler(IHttpContextAccessor accessor, PersonTokens tokens, TimeProvider time) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext is { } context && OpenSession.Of(context)?.TokenOf(tokens, time) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        request.Headers.AcceptLanguage.ParseAdd("fr");
        return base.SendAsync(request, cancellationToken);
    }
}
