using System.Net;
using System.Text.RegularExpressions;
using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>A browser's cookies and the secret of its forms, so that a hostile form gets past the door.</summary>
/// <param name="Cookie">Value of the header <c>Cookie</c>.</param>
/// <param name="FormToken">Value of the hidden field <see cref="FormField"/>.</param>
internal sealed partial record PageSession(string Cookie, string FormToken)
{
    /// <summary>Name of the hidden field.</summary>
    public const string FormField = "__RequestVerificationToken";

    /// <summary>The public's, from the form of a complaint.</summary>
    public static Task<PageSession> OfPublicAsync(HttpClient http, CancellationToken cancellation) => OfAsync(http, "", cancellation);

    /// <summary>That of whoever brings a cookie, whatever it is worth.</summary>
    public static Task<PageSession> OfAsync(HttpClient http, string cookie, CancellationToken cancellation) => ReadAsync(http, "/reclamation", cookie, cancellation);

    /// <summary>That of a sample person who signs in at the local provider, by default of an administrator, who may open every page.</summary>
    public static async Task<PageSession> OfStaffAsync(HttpClient http, CancellationToken cancellation, string person = "admin")
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = http.BaseAddress };
        using var arrived = await SampleSignIn.SignInAsync(browser, person, "/saisie", cancellation);
        Assert.Equal((HttpStatusCode.OK, "/saisie"), (arrived.StatusCode, arrived.RequestMessage!.RequestUri!.AbsolutePath));
        var session = cookies.GetCookies(http.BaseAddress!).Single(cookie => cookie.Name == "qualipref-session");
        return await ReadAsync(http, "/saisie", $"{session.Name}={session.Value}", cancellation);
    }

    private static async Task<PageSession> ReadAsync(HttpClient http, string page, string cookie, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, page);
        if (cookie.Length > 0)
            message.Headers.Add("Cookie", cookie);
        using var reply = await http.SendAsync(message, cancellation);
        var html = await reply.Content.ReadAsStringAsync(cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return new PageSession(Joined(cookie, reply), WebUtility.HtmlDecode(Hidden().Match(html).Groups[1].Value));
    }

    private static string Joined(string cookie, HttpResponseMessage reply)
    {
        var set = reply.Headers.TryGetValues("Set-Cookie", out var values) ? values.Select(value => value.Split(';')[0]) : [];
        return string.Join("; ", set.Prepend(cookie).Where(one => one.Length > 0));
    }

    [GeneratedRegex("name=\"" + FormField + "\"[^>]*value=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Hidden();
}
