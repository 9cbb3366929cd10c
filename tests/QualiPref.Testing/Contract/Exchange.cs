namespace QualiPref.Testing.Contract;

/// <summary>A request and the reply to it, as they went over the wire.</summary>
/// <param name="Method">Such as <c>PUT</c>.</param>
/// <param name="Path">The path from the origin, without the query.</param>
/// <param name="Query">Names of the query's parameters.</param>
/// <param name="Headers">Names of the request's headers.</param>
/// <param name="RequestType">Content type of the request, null without a body.</param>
/// <param name="RequestBody">What was sent.</param>
/// <param name="Status">Status of the reply.</param>
/// <param name="ReplyHeaders">Names of the reply's headers.</param>
/// <param name="ReplyType">Content type of the reply, null without a body.</param>
/// <param name="ReplyBody">What was answered.</param>
public sealed record Exchange(
    string Method,
    string Path,
    IReadOnlyCollection<string> Query,
    IReadOnlyCollection<string> Headers,
    string? RequestType,
    string RequestBody,
    int Status,
    IReadOnlyCollection<string> ReplyHeaders,
    string? ReplyType,
    string ReplyBody)
{
    /// <summary>Whether the request was accepted.</summary>
    public bool IsAccepted => Status is >= 200 and < 300;

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path} → {Status}";
}
