using Microsoft.AspNetCore.Http;

namespace QualiPref.Platform.Http;

/// <summary>One sentence for a person, in both languages of the interface.</summary>
/// <param name="French">What is shown unless the caller asks otherwise.</param>
/// <param name="English">Shown when <c>Accept-Language</c> begins with <c>en</c>.</param>
public readonly record struct Words(string French, string English)
{
    /// <summary>The sentence in the language that the caller prefers.</summary>
    /// <param name="request">The request whose <c>Accept-Language</c> decides.</param>
    public string For(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.AcceptLanguage.ToString().TrimStart().StartsWith("en", StringComparison.OrdinalIgnoreCase)
            ? English
            : French;
    }
}
