using System.Runtime.InteropServices;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Figures;

/// <summary>Whole numbers that add up: in any order and any grouping the sum is the same.</summary>
internal interface ITally<in TSelf>
{
    void Add(TSelf other);
}

/// <summary>Answers to one question.</summary>
internal sealed class AnswerTally : ITally<AnswerTally>
{
    private readonly Dictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _partial = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> AnswersByOption => _answers;

    /// <summary>Of these, by people who left after a first answer.</summary>
    public IReadOnlyDictionary<string, long> PartialByOption => _partial;

    public long Blank { get; private set; }

    public void Add(AnswerCount row)
    {
        Blank += row.Blank;
        for (var i = 0; i < row.Options.Count; i++)
        {
            var option = row.Options[i];
            Count(_answers, option.Option, option.Count);
            if (option.Partial > 0)
                Count(_partial, option.Option, option.Partial);
        }
    }

    public void Add(AnswerTally other)
    {
        Blank += other.Blank;
        foreach (var (option, count) in other._answers)
            Count(_answers, option, count);
        foreach (var (option, count) in other._partial)
            Count(_partial, option, count);
    }

    private static void Count(Dictionary<string, long> counts, string option, long count) => CollectionsMarshal.GetValueRefOrAddDefault(counts, option, out _) += count;
}

/// <summary>Complaints and suggestions, with thanks beside them.</summary>
internal sealed class ComplaintTally : ITally<ComplaintTally>
{
    public const string Thanks = "thanks";

    private readonly Dictionary<string, long> _cases = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> CasesByKind => _cases;

    public long InTime { get; private set; }

    public long Late { get; private set; }

    /// <summary>Open cases that were due before the date of judgement.</summary>
    public long Overdue { get; private set; }

    public long BackDated { get; private set; }

    public DayHistogram ResponseDays { get; } = new();

    public void Add(ComplaintCount row, DateOnly asOf)
    {
        Count(row.Kind, row.Received);
        if (row.Kind == Thanks)
            return;

        InTime += row.InTime;
        Late += row.Late;
        BackDated += row.BackDated;
        foreach (var undecided in row.Undecided)
        {
            // A case due today can still be answered in time.
            if (undecided.DueOn < asOf)
                Overdue += undecided.Count;
        }

        foreach (var responses in row.ResponseDays)
            ResponseDays.Add(responses.Days, responses.Count);
    }

    public void Add(ComplaintTally other)
    {
        foreach (var (kind, cases) in other._cases)
            Count(kind, cases);
        InTime += other.InTime;
        Late += other.Late;
        Overdue += other.Overdue;
        BackDated += other.BackDated;
        foreach (var (days, cases) in other.ResponseDays.CasesByDays)
            ResponseDays.Add(days, cases);
    }

    private void Count(string kind, long cases)
    {
        if (cases > 0)
            CollectionsMarshal.GetValueRefOrAddDefault(_cases, kind, out _) += cases;
    }
}

/// <summary>Measurements of one indicator.</summary>
internal sealed class MeasurementTally : ITally<MeasurementTally>
{
    public long Numerator { get; private set; }

    public long Denominator { get; private set; }

    public void Add(MeasuredCount row)
    {
        Numerator += row.Numerator;
        Denominator += row.Denominator;
    }

    public void Add(MeasurementTally other)
    {
        Numerator += other.Numerator;
        Denominator += other.Denominator;
    }
}
