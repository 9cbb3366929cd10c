namespace QualiPref.Statistics.Inference;

/// <summary>95 % intervals of one proportion and of the difference of two.</summary>
internal static class ProportionIntervals
{
    /// <summary>Nominal level of every interval.</summary>
    public const double Level = 0.95;

    /// <summary>Quantile 0.975 of the standard normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>
    /// Score interval without continuity correction: (x + z²/2 ± z √(x(n−x)/n + z²/4)) / (n + z²).
    /// Unlike p ± z √(p(1−p)/n) it stays inside 0 to 1 and keeps its level for small n and for p near 0 or 1.
    /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212.
    /// </summary>
    public static ConfidenceInterval Wilson(Proportion proportion)
    {
        double x = proportion.Successes, n = proportion.Trials;
        var middle = x + (Z * Z / 2);
        var halfWidth = Z * Math.Sqrt((x * (n - x) / n) + (Z * Z / 4));
        return new()
        {
            Method = IntervalMethod.Wilson,
            Level = Level,
            // Exact at the ends, where rounding would leave a bound such as 1e-17.
            Low = x == 0 ? 0 : (middle - halfWidth) / (n + (Z * Z)),
            High = x == n ? 1 : (middle + halfWidth) / (n + (Z * Z)),
        };
    }

    /// <summary>
    /// Hybrid score interval of p₁ − p₂ from the two Wilson intervals (l, u):
    /// low = d − √((p₁−l₁)² + (u₂−p₂)²), high = d + √((u₁−p₁)² + (p₂−l₂)²).
    /// Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
    /// Statistics in Medicine 17 (1998) 873–890, method 10.
    /// </summary>
    public static ConfidenceInterval Newcombe(Proportion first, Proportion second)
    {
        double p1 = first.Value, p2 = second.Value;
        ConfidenceInterval wilson1 = Wilson(first), wilson2 = Wilson(second);
        return new()
        {
            Method = IntervalMethod.Newcombe,
            Level = Level,
            Low = p1 - p2 - double.Hypot(p1 - wilson1.Low, wilson2.High - p2),
            High = p1 - p2 + double.Hypot(wilson1.High - p1, p2 - wilson2.Low),
        };
    }
}
