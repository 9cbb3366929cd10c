using System.Runtime.InteropServices;
using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Statistics.Figures;

/// <summary>Adds up the cells of one site over whole months. The order of what is added does not matter, and equal cells give equal spans.</summary>
/// <param name="site">Code of the site.</param>
/// <param name="from">First day of the first month.</param>
/// <param name="to">Last day of the last month.</param>
public sealed class SiteSpanSum(string site, DateOnly from, DateOnly to)
{
    private readonly Dictionary<(string Questionnaire, string Question, string Channel), Answers> _answers = [];
    private readonly Dictionary<(string Kind, string Channel, string? Motive, string? Module), Cases> _cases = [];
    private readonly SortedDictionary<string, (long Numerator, long Denominator)> _measurements = new(StringComparer.Ordinal);
    private readonly RecordedDays _recorded = new();
    private int _days;

    /// <summary>Adds a cell of one of its days.</summary>
    /// <param name="cell">The cell; each is added once.</param>
    public void Add(SiteDayCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        _days++;
        _recorded.Note(cell);
        Add(cell.Answers, cell.Complaints, cell.Measurements);
    }

    /// <summary>Adds some of its months.</summary>
    /// <param name="span">The months; each is added once.</param>
    public void Add(SiteSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        _days += span.Days;
        _recorded.Note(span);
        Add(span.Answers, span.Complaints, span.Measurements);
    }

    /// <summary>What was added so far.</summary>
    public SiteSpan ToSpan() => new()
    {
        Site = site,
        From = from,
        To = to,
        Days = _days,
        FirstRecords = _recorded.First,
        LastRecord = _recorded.Last,
        Answers = [.. _answers.OrderBy(one => one.Key.Questionnaire, StringComparer.Ordinal).ThenBy(one => one.Key.Question, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Channel, StringComparer.Ordinal).Select(one => one.Value.ToRow(one.Key.Questionnaire, one.Key.Question, one.Key.Channel))],
        Complaints = [.. _cases.OrderBy(one => one.Key.Kind, StringComparer.Ordinal).ThenBy(one => one.Key.Channel, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Motive, StringComparer.Ordinal).ThenBy(one => one.Key.Module, StringComparer.Ordinal).Select(one => one.Value.ToRow(one.Key))],
        Measurements = [.. _measurements.Select(one => new MeasuredCount(one.Key, one.Value.Numerator, one.Value.Denominator))],
    };

    private void Add(IReadOnlyList<AnswerCount> answers, IReadOnlyList<ComplaintCount> complaints, IReadOnlyList<MeasuredCount> measurements)
    {
        foreach (var row in answers)
            SumOf(_answers, (row.Questionnaire, row.Question, row.Channel)).Add(row);
        foreach (var row in complaints)
            SumOf(_cases, (row.Kind, row.Channel, row.Motive, row.Module)).Add(row);
        foreach (var row in measurements)
        {
            var (numerator, denominator) = _measurements.GetValueOrDefault(row.Indicator);
            _measurements[row.Indicator] = (numerator + row.Numerator, denominator + row.Denominator);
        }
    }

    private static TSum SumOf<TKey, TSum>(Dictionary<TKey, TSum> sums, TKey key)
        where TKey : notnull
        where TSum : class, new() =>
        CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _) ??= new();

    private sealed class Answers
    {
        private readonly SortedDictionary<string, (int Count, int Partial)> _options = new(StringComparer.Ordinal);
        private int _blank;

        public void Add(AnswerCount row)
        {
            _blank += row.Blank;
            foreach (var option in row.Options)
            {
                var (count, partial) = _options.GetValueOrDefault(option.Option);
                _options[option.Option] = (count + option.Count, partial + option.Partial);
            }
        }

        public AnswerCount ToRow(string questionnaire, string question, string channel) => new()
        {
            Questionnaire = questionnaire,
            Question = question,
            Channel = channel,
            Options = [.. _options.Select(one => new OptionCount(one.Key, one.Value.Count) { Partial = one.Value.Partial })],
            Blank = _blank,
        };
    }

    private sealed class Cases
    {
        private readonly SortedDictionary<int, int> _responseDays = [];
        private readonly SortedDictionary<DateOnly, int> _undecided = [];
        private int _received, _inTime, _late, _backDated;

        public void Add(ComplaintCount row)
        {
            _received += row.Received;
            _inTime += row.InTime;
            _late += row.Late;
            _backDated += row.BackDated;
            foreach (var responses in row.ResponseDays)
                _responseDays[responses.Days] = _responseDays.GetValueOrDefault(responses.Days) + responses.Count;
            foreach (var undecided in row.Undecided)
                _undecided[undecided.DueOn] = _undecided.GetValueOrDefault(undecided.DueOn) + undecided.Count;
        }

        public ComplaintCount ToRow((string Kind, string Channel, string? Motive, string? Module) key) => new()
        {
            Kind = key.Kind,
            Channel = key.Channel,
            Motive = key.Motive,
            Module = key.Module,
            Received = _received,
            InTime = _inTime,
            Late = _late,
            BackDated = _backDated,
            ResponseDays = [.. _responseDays.Select(one => new ResponseDayCount(one.Key, one.Value))],
            Undecided = [.. _undecided.Select(one => new UndecidedCount(one.Key, one.Value))],
        };
    }
}
