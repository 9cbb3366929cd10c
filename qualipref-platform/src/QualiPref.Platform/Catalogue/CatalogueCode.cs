using System.Text.RegularExpressions;

namespace QualiPref.Platform.Catalogue;

/// <summary>Codes of the catalogue by which nothing is counted: networks, sites, frameworks, commitments, holiday zones and indicators.</summary>
public static partial class CatalogueCode
{
    /// <summary>What such a code looks like, for whoever has to correct one.</summary>
    public const string Description = "letters, digits, dots and hyphens, at most 64";

    /// <summary>Whether a word is such a code, known or not.</summary>
    /// <param name="word">The word.</param>
    public static bool IsValid(string word) => Form().IsMatch(word);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.\-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
