using System.Globalization;
using System.Text;

namespace QualiPref.Complaints.Attachments;

/// <summary>Makes of what a sender called a file a name that can be shown and saved anywhere.</summary>
internal static class FileNames
{
    /// <summary>Most characters of a name (UTF-16 units).</summary>
    public const int Longest = 120;

    private const string Nameless = "piece-jointe";

    // Of paths, and what systems keep for themselves.
    private static readonly char[] Parting = ['/', '\\'];
    private static readonly char[] Reserved = ['<', '>', ':', '"', '|', '?', '*'];

    /// <summary>The name without its path, without anything that cannot be seen or turns the order of letters round, and not too long.</summary>
    /// <param name="name">What the sender said; null when nothing.</param>
    public static string Clean(string? name)
    {
        var last = (name ?? "").Split(Parting, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        var seen = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            if (IsSeen(rune)) seen.Append(rune.IsBmp && Reserved.Contains((char)rune.Value) ? "_" : rune.ToString());
        }
        var clean = seen.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.', '\u00A0');
        return clean.Length == 0 ? Nameless : Shorten(clean);
    }

    /// <summary>The name with the ending of what the file is.</summary>
    /// <param name="name">A clean name.</param>
    /// <param name="kind">What the file is.</param>
    public static string Ending(string name, FileKind kind) => kind.IsNamed(name) ? name : Shorten(name + kind.Extensions[0]);

    private static bool IsSeen(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Shorten(string name)
    {
        if (name.Length <= Longest) return name;
        var extension = Path.GetExtension(name);
        if (extension.Length > 10) extension = "";
        var length = Longest - extension.Length - 1;
        // Not in the middle of a character of two units.
        if (char.IsHighSurrogate(name[length - 1])) length--;
        return $"{name[..length].TrimEnd()}…{extension}";
    }
}
