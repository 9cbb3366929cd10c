using QualiPref.Portal.Wording;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Shell;

/// <summary>The figures of one indicator, a line a site or a slice of it.</summary>
internal sealed record FigureTable(string Title, IndicatorDefinition? Definition, IReadOnlyList<Figure> Figures, Func<Figure, string> NameOf)
{
    public string Id => "chiffres-" + (Figures.Count > 0 ? Figures[0].Indicator.Replace('.', '-') : "vide");

    /// <summary>Whether each line leads to the facts behind it; those of a frozen figure are in its edition.</summary>
    public bool LeadsToSources { get; init; }

    /// <summary>The line on which each of its rows has its marks; null where there is nothing to draw.</summary>
    public FigureAxis? Axis { get; } = Figures.Any(figure => FigureWords.IsShown(figure, Definition)) ? new FigureAxis(Figures, Definition?.Unit) : null;

    /// <summary>The figure that stands for all of them: that of the network, or of the one site.</summary>
    public Figure? Whole => Figures.LastOrDefault(figure => figure.Breakdown is null);
}
