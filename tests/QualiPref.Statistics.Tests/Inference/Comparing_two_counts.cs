using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Tests.Inference;

public sealed class Comparing_two_counts
{
    /// <summary>Reference values: binomial tails summed with exact fractions (the last with 40 digits) in Python.</summary>
    [Theory]
    [InlineData(65, 365, 48, 365, 0.13192429082426071)]
    [InlineData(10, 365, 20, 366, 0.10027773810323165)]
    [InlineData(0, 365, 6, 365, 0.03125)]
    [InlineData(3, 10, 0, 20, 0.07407407407407407)]
    [InlineData(30, 31, 20, 365, 1.2607469997830272e-20)]
    [InlineData(0, 30, 0, 30, 1)]
    [InlineData(5, 1, 5, 1, 1)]
    [InlineData(2, 327, 0, 61, 1)]
    [InlineData(0, 61, 3, 730, 1)]
    [InlineData(500_000, 365, 501_500, 365, 0.13416516668412282)]
    public void Is_exact_given_their_sum(long first, int firstDays, long second, int secondDays, double pValue) =>
        Comparing_two_proportions.AssertRelative(pValue, TwoCountTest.Compare(first, firstDays, second, secondDays).PValue, 1e-9);

    [Fact]
    public void Goes_by_the_counts_per_day()
    {
        Assert.Equal(1, TwoCountTest.Compare(10, 31, 100, 365).Direction);
        Assert.Equal(-1, TwoCountTest.Compare(100, 365, 10, 31).Direction);
        Assert.Equal(0, TwoCountTest.Compare(10, 10, 20, 20).Direction);
    }
}
