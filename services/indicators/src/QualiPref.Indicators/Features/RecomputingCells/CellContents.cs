using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Statistics;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>Turns counted facts into the content of a cell, by the questions that the catalogue asks.</summary>
internal sealed class CellContents(LiveCatalogue catalogue)
{
    private readonly PerCatalogue<ILookup<string, string>> _questions = new(QuestionsOf);

    /// <summary>
    /// By questionnaire, the questions of its rates: one that nobody answered on a day is still a question that everybody left blank. All that a cell takes
    /// from the catalogue.
    /// </summary>
    public static ILookup<string, string> QuestionsOf(Catalogue catalogue) => catalogue.Indicators
        .Where(indicator => indicator is { Kind: IndicatorKind.SatisfactionRate, Questionnaire: not null, Question: not null })
        .ToLookup(indicator => indicator.Questionnaire!, indicator => indicator.Question!, StringComparer.Ordinal);

    /// <summary>What all facts of a site-day add up to.</summary>
    public CellContent Of(CountedStates states) => Of(states, Questions());

    /// <summary>The same for the questions that were asked at another time.</summary>
    /// <param name="states">What the facts say.</param>
    /// <param name="questions">By questionnaire and channel, the questions that count as left blank by whoever did not answer them.</param>
    public static CellContent Of(CountedStates states, Func<string, string, IEnumerable<string>> questions)
    {
        var sum = new CellSum();
        sum.Add(states);
        return sum.TryContent(questions) ?? throw new InvalidOperationException("Facts that are counted from the first add up to less than nothing.");
    }

    /// <summary>What a stored cell becomes by facts that came and went; null where that cannot be told without counting all of them.</summary>
    public CellContent? TryChange(CellContent content, CountedStates changes)
    {
        var sum = new CellSum(content);
        sum.Add(changes);
        return sum.TryContent(Questions());
    }

    private Func<string, string, IEnumerable<string>> Questions()
    {
        var questions = _questions.Of(catalogue.Current);
        return (questionnaire, _) => questions[questionnaire];
    }
}
