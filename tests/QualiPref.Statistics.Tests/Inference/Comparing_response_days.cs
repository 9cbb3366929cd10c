using QualiPref.Statistics.Inference;
using static QualiPref.Statistics.Tests.Inference.Summarising_response_days;

namespace QualiPref.Statistics.Tests.Inference;

public sealed class Comparing_response_days
{
    private static readonly int[] s_shorter = [0, 1, 1, 2, 3, 3, 3, 5, 8, 13];
    private static readonly int[] s_longer = [2, 3, 4, 5, 5, 6, 8, 9, 12, 15, 20];

    /// <summary>Reference value: every pair compared one by one in Python, variance with exact fractions.</summary>
    [Fact]
    public void Counts_ties_as_half_and_corrects_the_variance_for_them() =>
        Assert.Equal(0.03364557488271195, MannWhitneyTest.Compare(Of(s_shorter), Of(s_longer)).PValue, 1e-12);

    /// <summary>All 12,870 ways to split the 16 values enumerated in Python give 0.01507; the normal approximation 0.01679.</summary>
    [Fact]
    public void Is_close_to_the_exact_permutation_test()
    {
        var pValue = MannWhitneyTest.Compare(Of([0, 1, 1, 2, 3, 3, 3, 5]), Of([2, 3, 4, 5, 5, 6, 8, 9])).PValue;

        Assert.Equal(0.016790075678790223, pValue, 1e-12);
        Assert.InRange(pValue, 0.015073815073815075, 0.018);
    }

    [Fact]
    public void Counts_cases_that_share_a_day_together()
    {
        DayHistogram first = new(), second = new();
        first.Add(10, 30);
        first.Add(12, 20);
        second.Add(10, 20);
        second.Add(12, 30);

        Assert.Equal(0.047033887488479115, MannWhitneyTest.Compare(first, second).PValue, 1e-12);
    }

    [Fact]
    public void Tells_which_takes_longer()
    {
        Assert.Equal(-1, MannWhitneyTest.Compare(Of(s_shorter), Of(s_longer)).Direction);
        Assert.Equal(1, MannWhitneyTest.Compare(Of(s_longer), Of(s_shorter)).Direction);
    }

    [Fact]
    public void Of_one_and_the_same_day_finds_nothing() =>
        Assert.Equal(new TestOutcome(1, 0), MannWhitneyTest.Compare(Of([4, 4, 4, 4, 4]), Of([4, 4, 4])));
}
