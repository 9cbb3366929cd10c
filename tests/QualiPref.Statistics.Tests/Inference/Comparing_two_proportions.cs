using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Tests.Inference;

public sealed class Comparing_two_proportions
{
    /// <summary>
    /// Reference values: 40 decimal digits in Python's decimal module; the first six rows are also in Newcombe (1998), table II, method 10,
    /// to four digits.
    /// </summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524314724023649, 0.333872654036906)]
    [InlineData(9, 10, 3, 10, 0.170522723934503, 0.809017973535488)]
    [InlineData(6, 7, 2, 7, 0.0582279274823123, 0.806249637524228)]
    [InlineData(5, 56, 0, 29, -0.0381371479035369, 0.192560013855112)]
    [InlineData(0, 10, 0, 20, -0.161125158052819, 0.277532799862889)]
    [InlineData(10, 10, 0, 20, 0.679086037141915, 1)]
    [InlineData(350, 412, 324, 400, -0.0122513208156006, 0.0913467005213619)]
    public void Gives_Newcombes_interval_of_the_difference(long x1, long n1, long x2, long n2, double low, double high)
    {
        var interval = ProportionIntervals.Newcombe(new(x1, n1), new(x2, n2));

        Assert.Equal(low, interval.Low, 1e-13);
        Assert.Equal(high, interval.High, 1e-13);
        Assert.Equal(IntervalMethod.Newcombe, interval.Method);
    }

    /// <summary>Reference values: Python's math.erfc on the pooled z.</summary>
    [Theory]
    [InlineData(350, 412, 324, 400, 0.13392496315829902)]
    [InlineData(56, 70, 48, 80, 0.008045081368196568)]
    [InlineData(188, 200, 150, 200, 1.52098272205854e-07)]
    [InlineData(900, 1000, 700, 1000, 5.089468973814165e-29)]
    public void Uses_the_pooled_z_when_all_expected_counts_reach_5(long x1, long n1, long x2, long n2, double pValue) =>
        AssertRelative(pValue, TwoProportionTest.Compare(new(x1, n1), new(x2, n2)).PValue, 1e-9);

    /// <summary>Reference values: all tables enumerated with exact fractions in Python; the first is Fisher's tea tasting. A table of a
    /// million costs digits in the logarithms of its factorials, hence 1e-6.</summary>
    [Theory]
    [InlineData(3, 4, 1, 4, 0.4857142857142857)]
    [InlineData(9, 10, 3, 10, 0.019766611097880447)]
    [InlineData(5, 56, 0, 29, 0.16062144320947108)]
    [InlineData(7, 12, 1, 15, 0.0084726867335563)]
    [InlineData(0, 10, 0, 20, 1)]
    [InlineData(10, 10, 10, 10, 1)]
    [InlineData(1, 1, 0, 1, 1)]
    [InlineData(3, 1_000_000, 9, 400_000, 0.0011484341310292294)]
    [InlineData(999_990, 1_000_000, 399_999, 400_000, 0.19648283440745934)]
    public void Uses_Fishers_exact_test_when_an_expected_count_is_below_5(long x1, long n1, long x2, long n2, double pValue) =>
        AssertRelative(pValue, TwoProportionTest.Compare(new(x1, n1), new(x2, n2)).PValue, 1e-6);

    /// <summary>2/1000 and 9/900: the smallest expected count is 900 × 11 / 1900 = 5.2, so z decides although Fisher would say 0.0308.</summary>
    [Fact]
    public void Goes_by_the_expected_counts_not_by_those_observed()
    {
        Proportion first = new(2, 1000), second = new(9, 900);

        Assert.Equal(TwoProportionTest.PooledZ(first, second), TwoProportionTest.Compare(first, second).PValue);
        AssertRelative(0.030754365968131508, TwoProportionTest.Fisher(first, second), 1e-9);
    }

    [Fact]
    public void Tells_which_is_the_higher()
    {
        Assert.Equal(1, TwoProportionTest.Compare(new(9, 10), new(3, 10)).Direction);
        Assert.Equal(-1, TwoProportionTest.Compare(new(3, 10), new(9, 10)).Direction);
        Assert.Equal(0, TwoProportionTest.Compare(new(3, 10), new(6, 20)).Direction);
    }

    [Fact]
    public void Covers_the_true_difference_19_times_in_20()
    {
        const int samples = 20_000;
        var random = new Random(1998);
        var covered = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var interval = ProportionIntervals.Newcombe(new(Draw(random, 120, 0.85), 120), new(Draw(random, 90, 0.70), 90));
            covered += interval.Low <= 0.15 && 0.15 <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered / (double)samples, 0.93, 0.97);
    }

    private static int Draw(Random random, int trials, double truth)
    {
        var successes = 0;
        for (var trial = 0; trial < trials; trial++)
            successes += random.NextDouble() < truth ? 1 : 0;
        return successes;
    }

    internal static void AssertRelative(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * expected, $"Expected {expected:R}, got {actual:R}.");
}
