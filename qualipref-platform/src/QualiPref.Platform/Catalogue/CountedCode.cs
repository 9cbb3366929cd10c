using System.Text.RegularExpressions;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// Codes by which answers and cases are counted: questionnaires, questions, options, channels, motives and modules. The catalogue loads
/// no other, and counting parks an item that has another: the two can only agree.
/// </summary>
public static partial class CountedCode
{
    /// <summary>Most questions with options that one answer can have.</summary>
    public const int MostChoices = 200;

    /// <summary>What such a code looks like, for whoever has to correct one.</summary>
    public const string Description = "letters, digits, hyphens and underscores, at most 64, beginning with a letter or digit";

    /// <summary>The same in French.</summary>
    public const string Expected = "lettres, chiffres, tirets et tirets bas, 64 au plus, en commençant par une lettre ou un chiffre";

    /// <summary>Whether a word is such a code. Question codes become field names in the database: neither dots nor a leading dollar sign.</summary>
    /// <param name="word">The word.</param>
    public static bool IsValid(string word) => Form().IsMatch(word);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_\-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
