using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;

namespace QualiPref.Statistics.Inference;

/// <summary>Cases by number of working days; all statistics go by ranks, so no case needs to be listed.</summary>
internal sealed class DayHistogram
{
    private readonly Dictionary<int, long> _casesByDays = [];

    /// <summary>Number of cases.</summary>
    public long Total { get; private set; }

    /// <summary>Days and their cases, in no order.</summary>
    public IReadOnlyDictionary<int, long> CasesByDays => _casesByDays;

    /// <summary>Counts cases that took these days.</summary>
    public void Add(int days, long cases)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_casesByDays, days, out _) += cases;
        Total += cases;
    }

    /// <summary>Mean of ranks ⌈n/2⌉ and ⌊n/2⌋ + 1. At least one case.</summary>
    public double Median() => (AtRank((Total + 1) / 2) + AtRank((Total / 2) + 1)) / 2.0;

    /// <summary>Rank ⌈0.9 n⌉, in whole numbers because 0.9 is not a binary fraction. At least one case.</summary>
    public int P90() => AtRank(((9 * Total) + 9) / 10);

    /// <summary>
    /// The values at ranks l and n + 1 − l, l being the highest rank with P(B ≤ l − 1) ≤ 0.025 for B binomial (n, 1/2). The cases below the
    /// median are binomial, so the interval covers it with probability 1 − 2 P(B ≤ l − 1) ≥ 95 % for any continuous distribution, and more
    /// with ties. There is none below 6 cases: even the range covers too seldom. Source: W. R. Thompson, "On confidence ranges for
    /// the median and other expectation distributions", Annals of Mathematical Statistics 7 (1936) 122–128.
    /// </summary>
    public ConfidenceInterval? MedianInterval()
    {
        var rank = LowerRank(checked((int)Total));
        return rank == 0 ? null : new()
        {
            Method = IntervalMethod.OrderStatistic,
            Level = ProportionIntervals.Level,
            Low = AtRank(rank),
            High = AtRank(Total + 1 - rank),
        };
    }

    /// <summary>Highest l with P(B ≤ l − 1) ≤ 0.025; 0 when there is none.</summary>
    internal static int LowerRank(int n)
    {
        const double tail = (1 - ProportionIntervals.Level) / 2;
        int possible = 0, impossible = (n / 2) + 1;
        while (impossible - possible > 1)
        {
            var middle = (possible + impossible) / 2;
            if (Binomial.CDF(0.5, n, middle - 1) <= tail)
                possible = middle;
            else
                impossible = middle;
        }

        return possible;
    }

    private int AtRank(long rank)
    {
        long below = 0;
        foreach (var (days, cases) in _casesByDays.OrderBy(entry => entry.Key))
        {
            below += cases;
            if (below >= rank)
                return days;
        }

        throw new InvalidOperationException($"Rank {rank} of {Total} cases does not exist.");
    }
}
