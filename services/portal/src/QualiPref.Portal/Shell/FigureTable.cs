using QualiPref.Portal.Wording;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Shell;

/// <summary>The figures of one indicator, a line a site or a slice of it.</summary>
internal sealed record FigureTable(string Title, IndicatorDefinition? Definition, IReadOnlyList<Figure> Figures, Func<Figure, string> NameOf)
{
    /// <summary>Most bars that still make a picture; a longer table speaks for itself.</summary>
    private const int MostBars = 24;

    public string Id => "chiffres-" + (Figures.Count > 0 ? Figures[0].Indicator.Replace('.', '-') : "vide");

    /// <summary>Whether each line leads to the facts behind it; those of a frozen figure are in its edition.</summary>
    public bool LeadsToSources { get; init; }

    public FigureChart? Chart => Figures.Count(figure => FigureWords.IsShown(figure, Definition)) is > 0 and <= MostBars ? new FigureChart(this) : null;
}
