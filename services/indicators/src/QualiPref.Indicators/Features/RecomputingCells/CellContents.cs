using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Statistics;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>
/// Turns counted facts into the content of a cell. Everything is sorted, so equal facts give equal content whatever their order.
/// </summary>
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

    public CellContent Of(CountedStates states)
    {
        var questions = _questions.Of(catalogue.Current);
        return Of(states, (questionnaire, _) => questions[questionnaire]);
    }

    /// <summary>The same for the questions that were asked at another time.</summary>
    /// <param name="states">What the facts say.</param>
    /// <param name="questions">By questionnaire and channel, the questions that count as left blank by whoever did not answer them.</param>
    public static CellContent Of(CountedStates states, Func<string, string, IEnumerable<string>> questions) => new()
    {
        Answers = [.. Answers(states.Answers, questions)],
        Complaints = [.. Complaints(states.Cases)],
        Measurements = [.. Measurements(states.Measurements)],
    };

    private static IEnumerable<AnswerCount> Answers(
        IEnumerable<(AnswerState State, int Count)> states, Func<string, string, IEnumerable<string>> questions) => states
        .Where(counted => counted.State.Status == AnswerState.Counted)
        .GroupBy(counted => (counted.State.Questionnaire, counted.State.Channel))
        .OrderBy(group => group.Key.Questionnaire, StringComparer.Ordinal).ThenBy(group => group.Key.Channel, StringComparer.Ordinal)
        .SelectMany(group => Answers(group.Key.Questionnaire, group.Key.Channel, [.. group], questions(group.Key.Questionnaire, group.Key.Channel)));

    private static IEnumerable<AnswerCount> Answers(
        string questionnaire, string channel, List<(AnswerState State, int Count)> states, IEnumerable<string> questions)
    {
        var all = states.Sum(counted => counted.Count);
        var chosen = states
            .SelectMany(counted => counted.State.Choices.Select(choice => (choice.Key, choice.Value, counted.Count, Partial: counted.State.Partial ? counted.Count : 0)))
            .ToLookup(choice => choice.Key, choice => (Option: choice.Value, choice.Count, choice.Partial));
        foreach (var question in questions.Union(chosen.Select(choices => choices.Key)).Order(StringComparer.Ordinal))
        {
            var options = chosen[question].GroupBy(choice => choice.Option)
                .Select(option => new OptionCount(option.Key, option.Sum(choice => choice.Count)) { Partial = option.Sum(choice => choice.Partial) })
                .OrderBy(option => option.Option, StringComparer.Ordinal)
                .ToList();
            yield return new AnswerCount
            {
                Questionnaire = questionnaire,
                Question = question,
                Channel = channel,
                Options = options,
                Blank = all - options.Sum(option => option.Count),
            };
        }
    }

    private static IEnumerable<ComplaintCount> Complaints(IEnumerable<(CaseState State, int Count)> states) => states
        .GroupBy(counted => (counted.State.Kind, counted.State.Channel, counted.State.Motive, counted.State.Module))
        .OrderBy(group => group.Key.Kind, StringComparer.Ordinal).ThenBy(group => group.Key.Channel, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Motive, StringComparer.Ordinal).ThenBy(group => group.Key.Module, StringComparer.Ordinal)
        .Select(group => new ComplaintCount
        {
            Kind = group.Key.Kind,
            Channel = group.Key.Channel,
            Motive = group.Key.Motive,
            Module = group.Key.Module,
            Received = Sum(group, _ => true),
            InTime = Sum(group, state => state.Verdict == CaseState.InTime),
            Late = Sum(group, state => state.Verdict == CaseState.Late),
            BackDated = Sum(group, state => state.BackDated),
            ResponseDays = [.. group.Where(counted => counted.State.ResponseDays is not null)
                .GroupBy(counted => counted.State.ResponseDays!.Value)
                .OrderBy(days => days.Key)
                .Select(days => new ResponseDayCount(days.Key, days.Sum(counted => counted.Count)))],
            Undecided = [.. group.Where(counted => counted.State.Verdict == CaseState.Pending)
                .GroupBy(counted => counted.State.DueOn)
                .OrderBy(due => due.Key)
                .Select(due => new UndecidedCount(due.Key, due.Sum(counted => counted.Count)))],
        });

    private static int Sum(IEnumerable<(CaseState State, int Count)> states, Func<CaseState, bool> which) =>
        states.Where(counted => which(counted.State)).Sum(counted => counted.Count);

    private static IEnumerable<MeasuredCount> Measurements(IEnumerable<(MeasurementState State, int Count)> states) => states
        .GroupBy(counted => counted.State.Indicator)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new MeasuredCount(
            group.Key,
            group.Sum(counted => counted.State.Numerator * counted.Count),
            group.Sum(counted => counted.State.Denominator * counted.Count)));
}
