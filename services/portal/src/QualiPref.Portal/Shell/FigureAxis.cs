using System.Globalization;
using QualiPref.Portal.Wording;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Shell;

/// <summary>
/// Where the values of a table lie on the line that each of its rows has. Places are in percent of the drawing, so that it takes whatever width there is and
/// its marks keep their size.
/// </summary>
internal sealed class FigureAxis(IReadOnlyList<Figure> figures, string? unit)
{
    private readonly double _end = EndOf(figures, unit);

    /// <summary>Start, middle and end of the axis, and which end of each text stands there.</summary>
    public IEnumerable<(string At, string Anchor, string Text)> Ticks =>
    [
        (At(0), "start", FigureWords.InUnit(0, unit, 0)),
        (At(_end / 2), "middle", FigureWords.InUnit(_end / 2, unit, 0)),
        (At(_end), "end", FigureWords.InUnit(_end, unit, 0)),
    ];

    /// <summary>The place of a value, such as <c>84.95%</c>.</summary>
    public string At(double value) => (Math.Clamp(value / _end, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>Whether a target lies on the line.</summary>
    public bool Holds(double value) => value <= _end;

    // A ratio always runs to 100 %: lines of two tables can be compared. Anything else runs to the next round number.
    private static double EndOf(IReadOnlyList<Figure> figures, string? unit)
    {
        if (unit == "ratio") return 1;
        var largest = figures.Where(figure => figure.Value is not null)
            .Select(figure => Math.Max(figure.Value!.Value, figure.Interval?.High ?? 0)).DefaultIfEmpty(0).Max();
        // From 2 on, so that the middle is a whole number too: nobody receives half a complaint.
        var end = 2.0;
        while (end < largest) end *= end.ToString(CultureInfo.InvariantCulture)[0] == '4' ? 2.5 : 2;
        return end;
    }
}
