using System.Globalization;
using QualiPref.Portal.Wording;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Shell;

/// <summary>
/// Where the bars of a table's figures lie. Lengths across are in percent of the drawing, heights in pixels, so that the drawing
/// takes whatever width there is and its text keeps the size of the page's.
/// </summary>
internal sealed class FigureChart(FigureTable table)
{
    public const int RowHeight = 52;
    public const int BarTop = 24;
    public const int BarHeight = 14;

    private readonly double _end = EndOf(table);

    public string Id => table.Id + "-graphique";

    public IReadOnlyList<Figure> Rows { get; } = [.. table.Figures.Where(figure => FigureWords.IsShown(figure, table.Definition))];

    public int Height => (Rows.Count * RowHeight) + 24;

    public bool HasIntervals => Rows.Any(figure => figure.Interval is not null);

    public double? Target => Rows.Select(figure => figure.Target).FirstOrDefault(target => target is not null && target <= _end);

    /// <summary>Start, middle and end of the axis, and which end of each text stands there.</summary>
    public IEnumerable<(string At, string Anchor, string Text)> Ticks =>
    [
        (At(0), "start", FigureWords.InUnit(0, table.Definition?.Unit)),
        (At(_end / 2), "middle", FigureWords.InUnit(_end / 2, table.Definition?.Unit)),
        (At(_end), "end", FigureWords.InUnit(_end, table.Definition?.Unit)),
    ];

    /// <summary>The place of a value, such as <c>84.95%</c>.</summary>
    public string At(double value) => (Math.Clamp(value / _end, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    // A ratio always runs to 100 %: bars of two charts can be compared. Anything else runs to the next round number.
    private static double EndOf(FigureTable table)
    {
        if (table.Definition?.Unit == "ratio") return 1;
        var largest = table.Figures.Where(figure => figure.Value is not null)
            .Select(figure => Math.Max(figure.Value!.Value, figure.Interval?.High ?? 0)).DefaultIfEmpty(0).Max();
        // From 2 on, so that the middle is a whole number too: nobody receives half a complaint.
        var end = 2.0;
        while (end < largest) end *= end.ToString(CultureInfo.InvariantCulture)[0] == '4' ? 2.5 : 2;
        return end;
    }
}
