namespace QualiPref.Recomputation;

/// <summary>Wilson's score interval, without continuity correction.</summary>
public static class Wilson
{
    private const double Z = 1.959963984540054;

    /// <summary>
    /// The two proportions p at which the observed rate lies exactly z standard errors away: the roots of (1 + z²/n)p² − (2r + z²/n)p + r² = 0.
    /// </summary>
    /// <param name="numerator">Favourable cases.</param>
    /// <param name="n">All cases, at least 1.</param>
    public static (double Low, double High) Interval(long numerator, long n)
    {
        var rate = (double)numerator / n;
        var a = 1 + (Z * Z / n);
        var b = -((2 * rate) + (Z * Z / n));
        var root = Math.Sqrt((b * b) - (4 * a * rate * rate));
        return (Math.Max(0, (-b - root) / (2 * a)), Math.Min(1, (-b + root) / (2 * a)));
    }
}
