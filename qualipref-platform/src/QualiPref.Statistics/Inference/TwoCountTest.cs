using MathNet.Numerics.Distributions;

namespace QualiPref.Statistics.Inference;

/// <summary>Two-sided test of two Poisson counts having the same rate per day.</summary>
internal static class TwoCountTest
{
    /// <summary>
    /// Given the total n = x₁ + x₂ and equal rates, x₁ is binomial (n, d₁/(d₁+d₂)), with d the days observed; the p-value is twice the
    /// smaller tail, at most 1. Source: J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series",
    /// Biometrika 31 (1940) 313–323.
    /// </summary>
    /// <param name="first">First count.</param>
    /// <param name="firstDays">Days over which it was observed, at least 1.</param>
    /// <param name="second">Second count.</param>
    /// <param name="secondDays">Days over which it was observed, at least 1.</param>
    public static TestOutcome Compare(long first, int firstDays, long second, int secondDays)
    {
        var total = checked((int)(first + second));
        var share = firstDays / ((double)firstDays + secondDays);
        var atMost = AtMost(share, total, first);
        // P(X ≥ x) as the lower tail of what falls in the second count: 1 − CDF would lose every digit of a small one.
        var atLeast = AtMost(1 - share, total, second);
        return new(Math.Min(1, 2 * Math.Min(atMost, atLeast)), ((double)first * secondDays).CompareTo((double)second * firstDays));
    }

    // The library's incomplete beta function is no number where nothing is left above the count and the share is near 1.
    private static double AtMost(double share, int total, long count) => count >= total ? 1 : Binomial.CDF(share, total, count);
}
