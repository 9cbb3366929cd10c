using System.Text.RegularExpressions;

namespace QualiPref.Surveys.Features.ReadingComments;

/// <summary>What themes are told apart by.</summary>
internal static partial class ThemeCode
{
    /// <summary>Whether a text can be one.</summary>
    public static bool IsValid(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
