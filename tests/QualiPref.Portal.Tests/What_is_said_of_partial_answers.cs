using QualiPref.Portal.Wording;
using QualiPref.Reporting.Features.RenderingDocuments;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Tests;

/// <summary>Of how many of n left after a first answer page and document say the same, and nothing where nobody did.</summary>
public sealed class What_is_said_of_partial_answers
{
    [Theory]
    [InlineData(null, "1412", "1412")]
    [InlineData(1L, "1412, dont 1 partielle", "1412 (dont 1 partielle)")]
    [InlineData(1200L, "1412, dont 1200 partielles", "1412 (dont 1200 partielles)")]
    public void It_stands_beside_n(long? partial, string page, string document)
    {
        var figure = new Figure
        {
            Id = "id",
            Indicator = "satisfaction.global",
            Site = null,
            Period = "2026",
            AsOf = new DateOnly(2026, 11, 23),
            DefinitionVersion = 1,
            N = 1412,
            Excluded = 0,
            Numerator = 1300,
            Denominator = 1412,
            Value = 1300 / 1412d,
            Interval = null,
            Target = null,
            Status = null,
            Comparison = null,
            Partial = partial,
        };
        Assert.Equal(page, Plain(FigureWords.N(figure)));
        Assert.Equal(document, Plain(ReportPresentation.N(figure)));
        Assert.Contains($"n = {page}", Plain(FigureWords.Sentence("Accueil", figure, null)), StringComparison.Ordinal);
    }

    // How thousands and hard spaces are set is told elsewhere.
    private static string Plain(string text) => text.Replace("\u202F", "", StringComparison.Ordinal).Replace('\u00A0', ' ');
}
