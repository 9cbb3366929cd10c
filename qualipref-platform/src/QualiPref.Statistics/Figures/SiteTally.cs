using System.Runtime.InteropServices;
using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Statistics.Figures;

/// <summary>What the cells of one site add up to over one period.</summary>
internal sealed class SiteTally(FigurePeriod period)
{
    private readonly Dictionary<(string Questionnaire, string Question, string Channel), AnswerTally> _answers = [];
    private readonly Dictionary<(string Kind, string Channel, string? Motive, string? Module), ComplaintTally> _complaints = [];
    private readonly Dictionary<string, Slices<MeasurementTally>> _measurements = [];
    private readonly RecordedDays _recorded = new();
    private readonly HashSet<DateOnly> _days = [];
    private int _daysOfSpans;

    /// <summary>Days with a cell.</summary>
    public int Days => _days.Count + _daysOfSpans;

    /// <summary>Last day on which the site recorded anything at all; null when it never did.</summary>
    public DateOnly? LastRecord => _recorded.Last;

    /// <summary>First day on which a source recorded anything; null when it never did.</summary>
    public DateOnly? FirstRecordOf(string source) => _recorded.FirstOf(source);

    /// <summary>Adds a cell; one of another day is passed over.</summary>
    public void Add(SiteDayCell cell, DateOnly asOf)
    {
        if (cell.Date < period.From || cell.Date > period.To)
            return;
        _days.Add(cell.Date);
        _recorded.Note(cell);
        Add(cell.Answers, cell.Complaints, asOf);

        // A month that the period only touches cannot be split.
        if (cell.Date.AddMonths(1).AddDays(-1) <= period.To)
            Add(cell.Measurements);
    }

    /// <summary>Adds whole months; those of another period are passed over.</summary>
    public void Add(SiteSpan span, DateOnly asOf)
    {
        if (span.From < period.From || span.To > period.To)
            return;
        _daysOfSpans += span.Days;
        _recorded.Note(span);
        Add(span.Answers, span.Complaints, asOf);
        Add(span.Measurements);
    }

    /// <summary>Answers to one question, by channel when that is asked for.</summary>
    public Slices<AnswerTally> AnswersTo(string? questionnaire, string? question, FigureDimensions by)
    {
        var slices = new Slices<AnswerTally>();
        foreach (var (key, tally) in _answers)
        {
            if (key.Questionnaire == questionnaire && key.Question == question)
                slices[by.HasFlag(FigureDimensions.Channel) ? new() { Channel = key.Channel } : Slices<AnswerTally>.Whole].Add(tally);
        }

        return slices;
    }

    /// <summary>Complaints, suggestions and thanks by the dimensions that are asked for.</summary>
    public Slices<ComplaintTally> Complaints(FigureDimensions by)
    {
        var slices = new Slices<ComplaintTally>();
        foreach (var (key, tally) in _complaints)
        {
            var slice = new FigureBreakdown
            {
                Channel = by.HasFlag(FigureDimensions.Channel) ? key.Channel : null,
                Motive = by.HasFlag(FigureDimensions.Motive) ? key.Motive ?? FigureBreakdown.UnqualifiedMotive : null,
                Kind = by.HasFlag(FigureDimensions.Kind) ? key.Kind : null,
                Module = by.HasFlag(FigureDimensions.Module) ? key.Module ?? FigureBreakdown.UnspecifiedModule : null,
            };
            slices[slice].Add(tally);
        }

        return slices;
    }

    public Slices<MeasurementTally>? MeasurementsOf(string indicator) => _measurements.GetValueOrDefault(indicator);

    private void Add(IReadOnlyList<AnswerCount> answers, IReadOnlyList<ComplaintCount> complaints, DateOnly asOf)
    {
        foreach (var row in answers)
            TallyOf(_answers, (row.Questionnaire, row.Question, row.Channel)).Add(row);
        foreach (var row in complaints)
            TallyOf(_complaints, (row.Kind, row.Channel, row.Motive, row.Module)).Add(row, asOf);
    }

    private void Add(IReadOnlyList<MeasuredCount> measurements)
    {
        foreach (var row in measurements)
            TallyOf(_measurements, row.Indicator)[Slices<MeasurementTally>.Whole].Add(row);
    }

    // One look-up per row and nothing allocated: a national year has millions of them.
    private static TTally TallyOf<TKey, TTally>(Dictionary<TKey, TTally> tallies, TKey key)
        where TKey : notnull
        where TTally : class, new() =>
        CollectionsMarshal.GetValueRefOrAddDefault(tallies, key, out _) ??= new();
}
