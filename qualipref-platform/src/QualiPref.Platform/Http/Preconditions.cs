using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Platform.Http;

/// <summary>Optimistic concurrency over HTTP: the ETag of a resource is its version in quotes.</summary>
public static class Preconditions
{
    /// <summary>The ETag of a version, such as <c>"3"</c>.</summary>
    /// <param name="version">Version of the resource.</param>
    public static string ETag(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Writes the ETag of the resource that is being answered.</summary>
    /// <param name="response">The response.</param>
    /// <param name="version">Version of the resource.</param>
    public static void SetETag(HttpResponse response, long version)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.ETag = ETag(version);
    }

    /// <summary>The version that the caller says to have read.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The version, or -1 when the header names no version of ours and so cannot match.</returns>
    /// <exception cref="ProblemException">428 when If-Match is missing.</exception>
    public static long RequiredVersion(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0) throw new ProblemException(new Problem(CommonProblems.PreconditionRequired));
        return long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    /// <summary>Refuses a change to a resource that moved on since the caller read it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="current">Version as stored now.</param>
    /// <exception cref="ProblemException">428 without If-Match, 412 when stale.</exception>
    public static void RequireVersion(HttpRequest request, long current)
    {
        if (RequiredVersion(request) != current) throw new ProblemException(new Problem(CommonProblems.Stale));
    }
}
