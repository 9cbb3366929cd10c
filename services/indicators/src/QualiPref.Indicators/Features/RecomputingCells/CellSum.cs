using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>
/// What the facts of a site-day add up to. It begins empty, for all facts of a day, or with what a stored cell says, for those that came and went since. Everything is
/// written in order, so equal facts give equal content whatever their order.
/// </summary>
internal sealed class CellSum
{
    private readonly Dictionary<(string Questionnaire, string Channel), AnswerSum> _answers = [];
    private readonly Dictionary<CaseKey, CaseSum> _cases = [];
    private readonly Dictionary<string, (long Numerator, long Denominator)> _measurements = new(StringComparer.Ordinal);
    private readonly bool _isOfStoredCell;

    // How many measurements of an indicator a cell sums up it does not say: one that goes may have been the last.
    private bool _lostMeasurement;

    /// <summary>The sum of no fact.</summary>
    public CellSum()
    {
    }

    /// <summary>What a stored cell says.</summary>
    public CellSum(CellContent content)
    {
        _isOfStoredCell = true;
        foreach (var row in content.Answers) AnswersOf(row.Questionnaire, row.Channel).Take(row);
        foreach (var row in content.Complaints) CasesOf(CaseKey.Of(row)).Take(row);
        foreach (var row in content.Measurements) _measurements.Add(row.Indicator, (row.Numerator, row.Denominator));
    }

    /// <summary>Adds facts that say the same; a count below zero takes them away.</summary>
    public void Add(CountedStates states)
    {
        foreach (var (state, count) in states.Answers)
        {
            if (state.Status == AnswerState.Counted) AnswersOf(state.Questionnaire, state.Channel).Add(state, count);
        }
        foreach (var (state, count) in states.Cases) CasesOf(CaseKey.Of(state)).Add(state, count);
        foreach (var indicator in states.Measurements.GroupBy(counted => counted.State.Indicator))
        {
            var (numerator, denominator) = _measurements.GetValueOrDefault(indicator.Key);
            _lostMeasurement |= indicator.Sum(counted => counted.Count) < 0;
            _measurements[indicator.Key] = (
                numerator + indicator.Sum(counted => counted.State.Numerator * counted.Count),
                denominator + indicator.Sum(counted => counted.State.Denominator * counted.Count));
        }
    }

    /// <summary>What it adds up to; null where that cannot be told from a stored cell, and all facts have to be counted.</summary>
    /// <param name="questions">By questionnaire and channel, the questions that count as left blank by whoever did not answer them.</param>
    public CellContent? TryContent(Func<string, string, IEnumerable<string>> questions)
    {
        List<AnswerCount> answers = [];
        List<ComplaintCount> complaints = [];
        var isTold = !_lostMeasurement
            && _answers.OrderBy(sum => sum.Key.Questionnaire, StringComparer.Ordinal).ThenBy(sum => sum.Key.Channel, StringComparer.Ordinal)
                .All(sum => sum.Value.TryWrite(sum.Key.Questionnaire, sum.Key.Channel, questions(sum.Key.Questionnaire, sum.Key.Channel), answers))
            && _cases.OrderBy(sum => sum.Key.Kind, StringComparer.Ordinal).ThenBy(sum => sum.Key.Channel, StringComparer.Ordinal)
                .ThenBy(sum => sum.Key.Motive, StringComparer.Ordinal).ThenBy(sum => sum.Key.Module, StringComparer.Ordinal)
                .All(sum => sum.Value.TryWrite(sum.Key, complaints));
        return isTold ? new CellContent { Answers = answers, Complaints = complaints, Measurements = [.. Measurements()] } : null;
    }

    private IEnumerable<MeasuredCount> Measurements() => _measurements
        .OrderBy(sum => sum.Key, StringComparer.Ordinal)
        .Select(sum => new MeasuredCount(sum.Key, sum.Value.Numerator, sum.Value.Denominator));

    private AnswerSum AnswersOf(string questionnaire, string channel)
    {
        if (!_answers.TryGetValue((questionnaire, channel), out var sum)) _answers.Add((questionnaire, channel), sum = new AnswerSum(_isOfStoredCell));
        return sum;
    }

    private CaseSum CasesOf(CaseKey key)
    {
        if (!_cases.TryGetValue(key, out var sum)) _cases.Add(key, sum = new CaseSum());
        return sum;
    }
}
