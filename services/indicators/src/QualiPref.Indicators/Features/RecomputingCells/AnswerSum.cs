using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>Counted answers of one questionnaire through one channel on one day.</summary>
internal sealed class AnswerSum
{
    private readonly Dictionary<string, Dictionary<string, (int Count, int Partial)>> _chosen = new(StringComparer.Ordinal);

    private int _all;

    // A cell has no row of answers that chose nothing, where no question is asked of everybody: how many there are it cannot say.
    private bool _isGuessed;

    /// <summary>An empty sum.</summary>
    /// <param name="isOfStoredCell">Whether it stands for the lack of rows in a stored cell.</param>
    public AnswerSum(bool isOfStoredCell) => _isGuessed = isOfStoredCell;

    /// <summary>Takes a row of a stored cell.</summary>
    public void Take(AnswerCount row)
    {
        _isGuessed = false;
        _all = row.Options.Sum(option => option.Count) + row.Blank;
        _chosen[row.Question] = row.Options.ToDictionary(option => option.Option, option => (option.Count, option.Partial), StringComparer.Ordinal);
    }

    public void Add(AnswerState state, int count)
    {
        _all += count;
        foreach (var (question, option) in state.Choices)
        {
            if (!_chosen.TryGetValue(question, out var options)) _chosen.Add(question, options = new(StringComparer.Ordinal));
            var (before, partial) = options.GetValueOrDefault(option);
            options[option] = (before + count, partial + (state.Partial ? count : 0));
        }
    }

    /// <summary>Writes the rows, or says that they cannot be told.</summary>
    /// <param name="questionnaire">Code of the questionnaire.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="questions">The questions that count as left blank by whoever did not answer them.</param>
    /// <param name="rows">Takes the rows, in ordinal order of their questions.</param>
    public bool TryWrite(string questionnaire, string channel, IEnumerable<string> questions, List<AnswerCount> rows)
    {
        if (_isGuessed && (_all != 0 || _chosen.Count > 0)) return false;
        if (_all == 0) return _chosen.Values.All(options => options.Values.All(option => option == default));
        foreach (var question in questions.Union(_chosen.Where(asked => asked.Value.Values.Any(option => option != default)).Select(asked => asked.Key)).Order(StringComparer.Ordinal))
        {
            var row = RowOf(questionnaire, question, channel);
            if (row.Blank < 0 || row.Options.Any(option => option.Count < 1 || option.Partial < 0 || option.Partial > option.Count)) return false;
            rows.Add(row);
        }
        return true;
    }

    private AnswerCount RowOf(string questionnaire, string question, string channel)
    {
        List<OptionCount> options = _chosen.TryGetValue(question, out var chosen)
            ? [.. chosen.Where(option => option.Value != default).OrderBy(option => option.Key, StringComparer.Ordinal)
                .Select(option => new OptionCount(option.Key, option.Value.Count) { Partial = option.Value.Partial })]
            : [];
        return new AnswerCount
        {
            Questionnaire = questionnaire,
            Question = question,
            Channel = channel,
            Options = options,
            Blank = _all - options.Sum(option => option.Count),
        };
    }
}
