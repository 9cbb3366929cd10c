using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QualiPref.Platform.Http;

/// <summary>Reads request bodies within the bounds of the public contract.</summary>
public static class RequestBody
{
    /// <summary>Most bytes of a body unless a call says otherwise.</summary>
    public const int DefaultLimit = 64 * 1024;

    /// <summary>Most bytes that the server reads of any body before it closes the connection.</summary>
    internal const int ServerLimit = 8 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly JsonDocumentOptions Tolerant = new() { AllowDuplicateProperties = true, MaxDepth = 64 };

    /// <summary>Reads the body as one JSON document without duplicate keys, at most 16 levels deep.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="tolerant">Leaves duplicate keys and up to 64 levels to the caller, who judges each item of a list by itself.</param>
    /// <exception cref="ProblemException">400 unreadable, 413 too large, 415 not JSON.</exception>
    public static async Task<JsonDocument> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken, int limit = DefaultLimit, bool tolerant = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasJsonContentType()) throw new ProblemException(new Problem(CommonProblems.UnsupportedMediaType));
        if (request.ContentLength > limit) throw new ProblemException(new Problem(CommonProblems.TooLarge));
        // A declared length was judged above: within the server's own limit the rest is then drained, and the caller can read the refusal.
        if (request.ContentLength is null && request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit;
        }
        try
        {
            return await JsonDocument.ParseAsync(request.Body, tolerant ? Tolerant : Strict, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a field's name is a lone surrogate, which is JSON but no text.
            throw new ProblemException(new Problem(CommonProblems.Unreadable));
        }
    }
}
