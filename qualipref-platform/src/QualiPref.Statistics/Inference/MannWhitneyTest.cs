using MathNet.Numerics.Distributions;

namespace QualiPref.Statistics.Inference;

/// <summary>Two-sided test of two samples of days coming from the same distribution.</summary>
internal static class MannWhitneyTest
{
    /// <summary>
    /// U = number of pairs in which the first is higher, ties counting ½; under equality its mean is n₁n₂/2 and its variance
    /// n₁n₂/12 · (N + 1 − Σ(t³ − t)/(N(N − 1))) with t the cases tied at a value. z = (|U − mean| − ½) / σ, the ½ because U moves in steps.
    /// Source: H. B. Mann and D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than the other",
    /// Annals of Mathematical Statistics 18 (1947) 50–60; correction for ties: E. L. Lehmann, "Nonparametrics" (1975) § 1.4.
    /// </summary>
    /// <param name="first">First sample, at least one case.</param>
    /// <param name="second">Second sample, at least one case.</param>
    public static TestOutcome Compare(DayHistogram first, DayHistogram second)
    {
        double n1 = first.Total, n2 = second.Total, all = n1 + n2;
        var (firstHigher, ties) = Pairs(first.CasesByDays, second.CasesByDays);
        var variance = n1 * n2 / 12 * (all + 1 - (ties / (all * (all - 1))));
        var distance = firstHigher - (n1 * n2 / 2);
        if (variance <= 0)
            return new(1, 0);

        var z = Math.Max(0, Math.Abs(distance) - 0.5) / Math.Sqrt(variance);
        return new(2 * Normal.CDF(0, 1, -z), Math.Sign(distance));
    }

    private static (double FirstHigher, double Ties) Pairs(IReadOnlyDictionary<int, long> first, IReadOnlyDictionary<int, long> second)
    {
        double firstHigher = 0, ties = 0, secondBelow = 0;
        foreach (var days in first.Keys.Union(second.Keys).Order())
        {
            double inFirst = first.GetValueOrDefault(days), inSecond = second.GetValueOrDefault(days), tied = inFirst + inSecond;
            firstHigher += inFirst * (secondBelow + (inSecond / 2));
            ties += (tied * tied * tied) - tied;
            secondBelow += inSecond;
        }

        return (firstHigher, ties);
    }
}
