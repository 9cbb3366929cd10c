using System.Text.RegularExpressions;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary>French puts an unbreakable space before high punctuation and inside guillemets; the data and the catalogue are typed without.</summary>
public static partial class Typography
{
    /// <summary>The text as it is printed.</summary>
    /// <param name="text">The text as it is stored.</param>
    public static string French(string text) => AfterGuillemet().Replace(BeforePunctuation().Replace(text, "\u00a0"), "\u00a0");

    [GeneratedRegex(" (?=[:;?!%»])")]
    private static partial Regex BeforePunctuation();

    [GeneratedRegex("(?<=«) ")]
    private static partial Regex AfterGuillemet();
}
