using System.Text.RegularExpressions;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Words that claim a message left the house. This system keeps letters and sends none, so nothing it shows may say so.</summary>
internal static partial class Claims
{
    /// <summary>The claims in a text, each with what stands around it.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [.. Sent().Matches(text).Select(match => text[Math.Max(0, match.Index - 40)..Math.Min(text.Length, match.Index + match.Length + 40)].ReplaceLineEndings(" "))];

    [GeneratedRegex(@"\b(r?envoyée?s?|(re)?transmise?s?|expédiée?s?|postée?s?|notifiée?s?|vous (est|a été|sera) (adressée?|remise?)|courriel de confirmation)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sent();
}
