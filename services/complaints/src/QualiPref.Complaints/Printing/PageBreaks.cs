namespace QualiPref.Complaints.Printing;

/// <summary>A line on a page.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Base">Its base line from the top, in millimetres.</param>
/// <param name="Paragraph">Number of its paragraph; -1 for the signature.</param>
internal sealed record SetLine(string Text, double Base, int Paragraph);

/// <summary>
/// Puts paragraphs on pages. No page begins or ends with a line alone of a longer paragraph, and a signature never stands on a page without words that it signs.
/// </summary>
/// <param name="top">Base line of the first line of the first page, in millimetres.</param>
internal sealed class PageBreaks(double top)
{
    public const double LineStep = 5.3, ParagraphStep = 2.6, SignatureGap = 9;

    public const int Signature = -1;

    private const int Together = 2;

    private readonly List<List<SetLine>> _pages = [[]];
    private double _next = top;

    /// <summary>The pages of a text and its signature.</summary>
    public IReadOnlyList<IReadOnlyList<SetLine>> Set(IReadOnlyList<IReadOnlyList<string>> paragraphs, IReadOnlyList<string> signature)
    {
        for (var number = 0; number < paragraphs.Count; number++)
        {
            if (number > 0) _next += ParagraphStep;
            var after = number == paragraphs.Count - 1 ? SignatureGap + (signature.Count * LineStep) : 0;
            Put(paragraphs[number], number, after);
        }
        _next += SignatureGap;
        foreach (var line in signature) Add(line, Signature);
        return _pages;
    }

    // after: what has to stand below the last line, on the same page.
    private void Put(IReadOnlyList<string> lines, int number, double after)
    {
        var placed = 0;
        while (placed < lines.Count)
        {
            var rest = lines.Count - placed;
            var fit = Fitting(0);
            var count = rest <= Fitting(after) ? rest : Math.Min(fit, rest - Together);
            // A page that is still empty takes what it can: nothing would be won on a further one.
            if (count < Math.Min(Together, rest) && _pages[^1].Count > 0)
            {
                NewPage();
                continue;
            }
            count = Math.Max(count, 1);
            for (var line = 0; line < count; line++) Add(lines[placed + line], number);
            placed += count;
            if (placed < lines.Count) NewPage();
        }
    }

    private int Fitting(double after) => Math.Max(0, (int)Math.Floor((Sheet.Bottom - after - _next) / LineStep + 1e-9) + 1);

    private void Add(string text, int paragraph)
    {
        _pages[^1].Add(new SetLine(text, _next, paragraph));
        _next += LineStep;
    }

    private void NewPage()
    {
        _pages.Add([]);
        _next = Sheet.NextTop;
    }
}
