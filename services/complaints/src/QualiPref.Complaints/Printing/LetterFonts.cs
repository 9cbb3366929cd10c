using System.Collections.Concurrent;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace QualiPref.Complaints.Printing;

/// <summary>
/// The letters that letters are printed with, carried in the assembly: what a page looks like must not depend on the machine. Noto Sans has Latin with all
/// its accents, Greek and Cyrillic.
/// </summary>
internal sealed class LetterFonts : IFontResolver
{
    private const string Family = "Noto Sans", Plain = "NotoSans-Regular.ttf", Bold = "NotoSans-Bold.ttf";

    private static readonly ConcurrentDictionary<(double, bool), XFont> Made = [];

    // The library keeps one resolver for the process; nothing else in it writes with this library.
    static LetterFonts() => GlobalFontSettings.FontResolver = new LetterFonts();

    private LetterFonts()
    {
    }

    /// <summary>A font.</summary>
    /// <param name="size">In points.</param>
    /// <param name="isBold">Whether it is bold.</param>
    public static XFont Of(double size, bool isBold = false) =>
        Made.GetOrAdd((size, isBold), of => new XFont(Family, of.Item1, of.Item2 ? XFontStyleEx.Bold : XFontStyleEx.Regular));

    /// <summary>Whether a text comes out as it is meant: each character has its letter, and none is of a writing whose letters join or change places.</summary>
    public static bool CanSet(string text) => text.EnumerateRunes().All(rune =>
        rune.Value is '\n' || (IsSimple(rune.Value) && GlyphHelper.GlyphIndexFromCodePoint(rune.Value, Of(10)) != 0));

    // Latin, Greek, Cyrillic, their punctuation and signs. The font has Devanagari too, but its letters must be put together, which nobody does here.
    private static bool IsSimple(int character) => character is >= 0x20 and <= 0x52F or >= 0x1E00 and <= 0x23FF or >= 0x2500 and <= 0x27BF or >= 0x2C60 and <= 0x2C7F or >= 0xA640 and <= 0xA7FF;

    FontResolverInfo? IFontResolver.ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? Bold : Plain);

    byte[]? IFontResolver.GetFont(string faceName)
    {
        using var file = typeof(LetterFonts).Assembly.GetManifestResourceStream(faceName) ?? throw new InvalidOperationException($"The letters {faceName} are not in the program.");
        using var read = new MemoryStream();
        file.CopyTo(read);
        return read.ToArray();
    }
}
