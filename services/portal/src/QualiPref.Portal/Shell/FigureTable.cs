using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Shell;

/// <summary>The figures of one indicator, a line a site.</summary>
internal sealed record FigureTable(string Title, IndicatorDefinition? Definition, IReadOnlyList<Figure> Figures, Func<Figure, string> NameOf)
{
    public string Id => "chiffres-" + (Figures.Count > 0 ? Figures[0].Indicator.Replace('.', '-') : "vide");
}
