using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Portal.Session;

/// <summary>The cookie of a session: 256 random bits that say nothing and of which the database keeps the digest alone.</summary>
internal sealed class SessionCookie(CookieNames names)
{
    private const int Bytes = 32;

    private const int Characters = 43;

    /// <summary>Id of the session whose secret the browser sends; null without one, or with what cannot be one.</summary>
    public string? Read(HttpRequest request) =>
        request.Cookies[names.Session] is { Length: Characters } secret && secret.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_') ? IdOf(secret) : null;

    /// <summary>A new secret, with the id of the session that goes with it.</summary>
    public static (string Secret, string Id) New()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (secret, IdOf(secret));
    }

    public void Give(HttpResponse response, string secret) => response.Cookies.Append(names.Session, secret, Flags());

    public void Remove(HttpResponse response) => response.Cookies.Delete(names.Session, Flags());

    // It goes with the browser's own session, and with links that lead here, never with what another site sends.
    private CookieOptions Flags() => new() { HttpOnly = true, Secure = !names.MayBePlain, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };

    private static string IdOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Base64Url.DecodeFromChars(secret)));
}
