using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Tests.Inference;

/// <summary>Reference values: the closed formula evaluated with 40 decimal digits in Python's decimal module.</summary>
public sealed class Interval_of_a_proportion
{
    [Theory]
    [InlineData(350, 412, 0.811769435022127, 0.880802202295503)]
    [InlineData(9, 10, 0.595849973204762, 0.982123786904927)]
    [InlineData(10, 10, 0.722467200137111, 1)]
    [InlineData(47, 50, 0.837829083111618, 0.979385029651026)]
    [InlineData(188, 200, 0.898068307042337, 0.965347805745668)]
    [InlineData(0, 10, 0, 0.277532799862889)]
    [InlineData(0, 1, 0, 0.793450685622763)]
    [InlineData(1, 1, 0.206549314377237, 1)]
    [InlineData(1, 2, 0.0945312057342307, 0.905468794265769)]
    public void Is_Wilsons_without_continuity_correction(long successes, long trials, double low, double high)
    {
        var interval = ProportionIntervals.Wilson(new(successes, trials));

        Assert.Equal(low, interval.Low, 1e-13);
        Assert.Equal(high, interval.High, 1e-13);
        Assert.Equal((IntervalMethod.Wilson, 0.95), (interval.Method, interval.Level));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(412)]
    [InlineData(1_000_003)]
    public void Ends_exactly_at_0_and_1(long trials)
    {
        Assert.Equal(0, ProportionIntervals.Wilson(new(0, trials)).Low);
        Assert.Equal(1, ProportionIntervals.Wilson(new(trials, trials)).High);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Of_impossible_counts_is_refused(long successes, long trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(successes, trials));

    [Theory]
    [InlineData(30, 0.5)]
    [InlineData(100, 0.85)]
    [InlineData(412, 0.85)]
    [InlineData(412, 0.1)]
    public void Covers_the_true_proportion_19_times_in_20(int trials, double truth)
    {
        const int samples = 20_000;
        var random = new Random(20_261_123);
        var covered = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var successes = 0;
            for (var trial = 0; trial < trials; trial++)
                successes += random.NextDouble() < truth ? 1 : 0;
            var interval = ProportionIntervals.Wilson(new(successes, trials));
            covered += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered / (double)samples, 0.93, 0.97);
    }
}
