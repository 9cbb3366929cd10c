using System.Text;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>A request as it goes over the wire.</summary>
internal sealed record HostileRequest
{
    private const int LongestLine = 8_000, LargestHeaders = 30_000;

    public required PublicCall Call { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query, visible ASCII only.</summary>
    public required string Target { get; init; }

    public required Token Token { get; init; }

    /// <summary>Value of <c>Authorization</c>; null for none.</summary>
    public string? Authorization { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    public string? ContentType { get; init; }

    /// <summary>True when it is sent in chunks, without its length.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Body of a valid request, changed by nobody: it has to be acknowledged.</summary>
    public bool IsValid { get; init; }

    /// <summary>Path as the server sees it: decoded but for slashes, without dot segments, in small letters, without the query.</summary>
    public string CanonicalPath
    {
        get
        {
            var segments = new List<string>();
            foreach (var segment in Target.Split('?')[0].Split('/').Select(Decoded).Where(segment => segment != "."))
            {
                if (segment != "..")
                    segments.Add(segment.ToLowerInvariant());
                else if (segments.Count > 1)
                    segments.RemoveAt(segments.Count - 1);
            }
            return string.Join('/', segments).TrimEnd('/');
        }
    }

    /// <summary>True when the server may refuse it before any of our code sees it, with a bare 4xx: too long a line or headers, a zero byte in the path.</summary>
    public bool IsBrokenHttp => Target.Length > LongestLine || Headers.Sum(header => header.Name.Length + header.Value.Length) + (Authorization?.Length ?? 0) > LargestHeaders
        || Target.Split('?')[0].Contains("%00", StringComparison.Ordinal);

    /// <summary>Everything that is needed to send it again.</summary>
    public override string ToString()
    {
        string[] head = [$"{Method} {Shown(Target)}", $"Authorization: {(Authorization == Token.Header ? Token.Name : Shown(Authorization ?? "(none)"))}"];
        var headers = Headers.Select(header => $"{header.Name}: {Shown(header.Value)}").Append($"Content-Type: {ContentType}{(IsChunked ? " (chunked)" : "")}");
        var body = Body is null ? "" : Body.All(one => one is >= 0x20 and < 0x7F) ? Encoding.ASCII.GetString(Body) : $"{Body.Length} bytes, base64: {Convert.ToBase64String(Body)}";
        return string.Join('\n', [.. head, .. headers, Shown(body)]);
    }

    private static string Decoded(string segment) => Uri.UnescapeDataString(segment.Replace("%2f", "%252f", StringComparison.OrdinalIgnoreCase));

    private static string Shown(string text) => text.Length > 6_000 ? text[..6_000] + $"… ({text.Length})" : text;
}

/// <summary>A token and what it says.</summary>
/// <param name="Name">What a report calls it.</param>
/// <param name="Header">Value of <c>Authorization</c>; null for none.</param>
/// <param name="Caller">Whose it is.</param>
/// <param name="Site">The one site it covers; null when it covers all, or there is none.</param>
/// <param name="Role">The role it gives; null for none.</param>
internal sealed record Token(string Name, string? Header, Caller Caller, string? Site, string? Role = null)
{
    /// <summary>The kiosk whose own it is.</summary>
    public KioskIdentity? Kiosk { get; init; }
}
