using System.Text.RegularExpressions;

namespace QualiPref.Platform.Auditing;

/// <summary>
/// What an entry of an audit log may hold as text: codes, ids, digests and numbers. No blank, no accent, no at sign: nothing that a person wrote, and no address,
/// fits in.
/// </summary>
public static partial class AuditCode
{
    private const int Longest = 128;

    /// <summary>Whether a text may stand in an entry.</summary>
    /// <param name="text">The text.</param>
    public static bool IsValid(string text) => Form().IsMatch(text);

    /// <summary>A name that a token gives, as a code that still tells it apart from others: what may not stand in an entry becomes a hyphen.</summary>
    /// <param name="name">The name; empty is "unknown".</param>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var code = Other().Replace(name, "-").TrimStart('-', '.', ':', '|', '/', '_', '+', '=', '~', ',');
        return code.Length == 0 ? "unknown" : code[..Math.Min(code.Length, Longest)];
    }

    internal static string Demand(string text) =>
        IsValid(text) ? text : throw new ArgumentException("An entry of the audit log holds codes and ids of at most 128 characters, and no free text.", nameof(text));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.:|/_+=~,\-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"[^A-Za-z0-9.:|/_+=~,\-]", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
