using System.Globalization;
using System.Text;

namespace QualiPref.Tool.Running;

/// <summary>Text from elsewhere as a terminal may be given it: what would move its cursor, change its colours or turn its direction is shown instead of done.</summary>
internal static class Plain
{
    /// <summary>One line of text.</summary>
    public static string Line(string text) => Of(text, keepsLines: false);

    /// <summary>Text of several lines.</summary>
    public static string Lines(string text) => Of(text, keepsLines: true);

    private static string Of(string text, bool keepsLines)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmless(rune) || (keepsLines && rune.Value is '\n' or '\t')) plain.Append(rune);
            else plain.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
        }
        return plain.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
