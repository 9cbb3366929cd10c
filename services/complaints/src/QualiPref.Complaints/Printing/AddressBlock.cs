namespace QualiPref.Complaints.Printing;

/// <summary>The lines of a recipient as they stand in the window.</summary>
/// <param name="Lines">At most six.</param>
/// <param name="Size">Size of their letters in points.</param>
internal sealed record AddressBlock(IReadOnlyList<string> Lines, double Size)
{
    // La Poste reads 9 to 12 points.
    private static readonly double[] Sizes = [9.5, 9];

    private static readonly double Room = Sheet.Points(Sheet.AddressRight - Sheet.AddressLeft);

    /// <summary>The address as it fits the window.</summary>
    /// <param name="recipient">As people typed it: in lines, or in one line with commas.</param>
    /// <param name="breaks">What measures.</param>
    /// <param name="block">The lines; null when there is a fault.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PrintFault? Fit(string recipient, LineBreaks breaks, out AddressBlock? block)
    {
        block = null;
        List<string> given = [.. recipient.Split('\n').Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0)];
        if (given.Count == 0) return PrintFault.AddressMissing;
        foreach (var size in Sizes)
        {
            var font = LetterFonts.Of(size);
            // First as it was typed, then broken at commas, then at spaces: a word of it is never broken.
            List<string> lines = [.. given.SelectMany(line => breaks.WidthOf(line, font) <= Room ? [line] : AtCommas(line)).SelectMany(line => breaks.Break(line, font, Room))];
            if (lines.Count > Sheet.AddressLines || given.SelectMany(line => line.Split(' ')).Any(word => breaks.WidthOf(word, font) > Room)) continue;
            block = new AddressBlock(lines, size);
            return null;
        }
        return PrintFault.AddressTooLong;
    }

    private static string[] AtCommas(string line) => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
