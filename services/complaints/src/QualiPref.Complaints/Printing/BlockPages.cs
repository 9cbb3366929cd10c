using PdfSharp.Drawing;

namespace QualiPref.Complaints.Printing;

/// <summary>A line of a block in its place.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Base">Its base line from the top, in millimetres.</param>
/// <param name="Block">Number of its block.</param>
internal sealed record BlockLine(string Text, double Base, int Block);

/// <summary>Puts blocks on pages, one below the other. A heading never ends a page.</summary>
internal sealed class BlockPages
{
    /// <summary>Most pages; what follows is left to the screen, and the last page says so.</summary>
    public const int Most = 400;

    private const double Top = 22, Bottom = 275;

    private readonly List<List<BlockLine>> _pages = [[]];
    private double _next = Top;

    private BlockPages()
    {
    }

    /// <summary>The lines by page.</summary>
    /// <param name="blocks">The blocks, in their order; where they do not all fit, the rest is told in one more.</param>
    public static IReadOnlyList<IReadOnlyList<BlockLine>> Of(List<PrintedBlock> blocks)
    {
        using var measure = XGraphics.CreateMeasureContext(new XSize(Sheet.Points(Sheet.Width), Sheet.Points(Sheet.Height)), XGraphicsUnit.Point, XPageDirection.Downwards);
        var (breaks, pages) = (new LineBreaks(measure), new BlockPages());
        for (var number = 0; number < blocks.Count && pages._pages.Count <= Most; number++) pages.Put(breaks, blocks[number], number);
        if (pages._pages.Count > Most)
        {
            pages._pages.RemoveRange(Most, pages._pages.Count - Most);
            blocks.Add(new PrintedBlock(BlockKind.Fact, $"Ce document s'arrête ici, à {Most} pages : la suite se lit à l'écran, dans le dossier."));
            pages.NewPage();
            pages.Put(breaks, blocks[^1], blocks.Count - 1);
        }
        return pages._pages;
    }

    /// <summary>Size, weight, line step, room above and left edge of a kind of block.</summary>
    public static (double Size, bool IsBold, double Step, double Above, double Left) LookOf(BlockKind kind) => kind switch
    {
        BlockKind.Title => (16, true, 7.5, 0, Sheet.Left),
        BlockKind.Section => (13, true, 6.2, 7, Sheet.Left),
        BlockKind.Item => (10.5, true, 5.2, 4, Sheet.Left),
        BlockKind.Fact => (10, false, 4.9, 0.6, Sheet.Left),
        _ => (10, false, 4.9, 2, Sheet.Left + 5),
    };

    private void Put(LineBreaks breaks, PrintedBlock block, int number)
    {
        var (size, isBold, step, above, left) = LookOf(block.Kind);
        var lines = breaks.Break(block.Settable(), LetterFonts.Of(size, isBold), Sheet.Points(Sheet.Right - left));
        if (_pages[^1].Count > 0) _next += above;
        // A heading with two lines of what follows.
        var together = block.Kind is BlockKind.Fact or BlockKind.Text ? Math.Min(2, lines.Count) : lines.Count + 2;
        if (_next + (together * step) > Bottom && _pages[^1].Count > 0) NewPage();
        foreach (var line in lines)
        {
            if (_next > Bottom) NewPage();
            // Of what is too long one page more shows that it is.
            if (_pages.Count > Most + 1) return;
            _pages[^1].Add(new BlockLine(line, _next, number));
            _next += step;
        }
    }

    private void NewPage()
    {
        _pages.Add([]);
        _next = Top;
    }
}
