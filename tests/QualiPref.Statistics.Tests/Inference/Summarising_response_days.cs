using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Tests.Inference;

public sealed class Summarising_response_days
{
    [Theory]
    [InlineData(new[] { 4 }, 4)]
    [InlineData(new[] { 4, 7 }, 5.5)]
    [InlineData(new[] { 9, 1, 5 }, 5)]
    [InlineData(new[] { 0, 0, 3, 10 }, 1.5)]
    [InlineData(new[] { 2, 2, 2, 8, 30 }, 2)]
    public void Takes_the_median_between_the_middle_ranks(int[] days, double median) => Assert.Equal(median, Of(days).Median());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 9)]
    [InlineData(10, 9)]
    [InlineData(11, 10)]
    [InlineData(20, 18)]
    [InlineData(21, 19)]
    [InlineData(1000, 900)]
    public void Takes_p90_at_rank_nine_tenths_rounded_up(int cases, int rank) =>
        Assert.Equal(rank, Of([.. Enumerable.Range(1, cases)]).P90());

    /// <summary>Reference ranks: binomial sums with exact fractions in Python.</summary>
    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(8, 1, 8)]
    [InlineData(9, 2, 8)]
    [InlineData(10, 2, 9)]
    [InlineData(20, 6, 15)]
    [InlineData(30, 10, 21)]
    [InlineData(65, 25, 41)]
    [InlineData(100, 40, 61)]
    [InlineData(1000, 469, 532)]
    [InlineData(100_000, 49_690, 50_311)]
    public void Takes_the_interval_of_the_median_between_two_ranks(int cases, int lowRank, int highRank)
    {
        var interval = Of([.. Enumerable.Range(1, cases)]).MedianInterval();

        Assert.Equal((lowRank, highRank), (interval!.Low, interval.High));
        Assert.Equal((IntervalMethod.OrderStatistic, 0.95), (interval.Method, interval.Level));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Has_no_interval_below_6_cases(int cases) => Assert.Null(Of([.. Enumerable.Range(1, cases)]).MedianInterval());

    /// <summary>49 cases: exact coverage 95.6 %. A continuous sample is stood for by days so many that ties hardly occur.</summary>
    [Fact]
    public void Covers_the_true_median_19_times_in_20()
    {
        const int samples = 5_000, trueMedian = 500_000_000;
        var random = new Random(1936);
        var covered = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var interval = Of([.. Enumerable.Range(0, 49).Select(_ => random.Next(2 * trueMedian))]).MedianInterval()!;
            covered += interval.Low <= trueMedian && trueMedian <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered / (double)samples, 0.93, 0.97);
    }

    internal static DayHistogram Of(int[] days)
    {
        var histogram = new DayHistogram();
        foreach (var day in days)
            histogram.Add(day, 1);
        return histogram;
    }
}
