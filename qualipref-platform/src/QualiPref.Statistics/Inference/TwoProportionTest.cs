using MathNet.Numerics.Distributions;

namespace QualiPref.Statistics.Inference;

/// <summary>Two-sided test of two proportions being equal.</summary>
internal static class TwoProportionTest
{
    private const double SmallestExpectedCount = 5;

    /// <summary>Pooled z test, or Fisher's exact test when an expected count of the 2 × 2 table is below 5 (Cochran's rule, 1954).</summary>
    public static TestOutcome Compare(Proportion first, Proportion second)
    {
        var pValue = SmallestExpected(first, second) < SmallestExpectedCount ? Fisher(first, second) : PooledZ(first, second);
        return new(pValue, first.Value.CompareTo(second.Value));
    }

    /// <summary>
    /// z = (p₁ − p₂) / √(p(1−p)(1/n₁ + 1/n₂)) with p = (x₁+x₂)/(n₁+n₂); the square of z is Pearson's χ² of the table.
    /// Source: K. Pearson, Philosophical Magazine 50 (1900) 157–175.
    /// </summary>
    public static double PooledZ(Proportion first, Proportion second)
    {
        double n1 = first.Trials, n2 = second.Trials;
        var pooled = (first.Successes + second.Successes) / (n1 + n2);
        var z = (first.Value - second.Value) / Math.Sqrt(pooled * (1 - pooled) * ((1 / n1) + (1 / n2)));
        return 2 * Normal.CDF(0, 1, -Math.Abs(z));
    }

    /// <summary>
    /// Given the margins of the table the successes of the first sample are hypergeometric; the p-value is the probability of all tables
    /// that are at most as likely as the one observed. Source: R. A. Fisher, "Statistical methods for research workers", 5th ed. (1934) § 21.02.
    /// </summary>
    public static double Fisher(Proportion first, Proportion second)
    {
        var population = checked((int)(first.Trials + second.Trials));
        var successes = (int)(first.Successes + second.Successes);
        var draws = (int)first.Trials;
        // By logarithms: the binomial coefficients of a large table overflow.
        double Probability(int k) => Math.Exp(Hypergeometric.PMFLn(population, successes, draws, k));

        // Tables that are equally likely differ by rounding; the relative tolerance counts them as equal.
        var limit = Probability((int)first.Successes) * (1 + 1e-7);
        double asUnlikely = 0, all = 0;
        for (var k = Math.Max(0, draws + successes - population); k <= Math.Min(successes, draws); k++)
        {
            var probability = Probability(k);
            all += probability;
            if (probability <= limit)
                asUnlikely += probability;
        }

        return asUnlikely / all;
    }

    private static double SmallestExpected(Proportion first, Proportion second)
    {
        double successes = first.Successes + second.Successes, all = first.Trials + second.Trials;
        return Math.Min(first.Trials, second.Trials) * Math.Min(successes, all - successes) / all;
    }
}
