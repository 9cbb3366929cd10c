using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Tests.Inference;

public sealed class Looking_at_several_changes_at_once
{
    [Fact]
    public void Multiplies_the_smallest_by_the_size_of_the_family_and_so_on_down()
    {
        // 4 × 0.005; 3 × 0.01; 2 × 0.03; then 0.04 may not fall below 0.06.
        double[] expected = [0.03, 0.06, 0.06, 0.02];

        Assert.Equal(expected, HolmAdjustment.Adjust([0.01, 0.04, 0.03, 0.005]), (e, a) => Math.Abs(e - a) < 1e-15);
    }

    [Fact]
    public void Never_exceeds_1() => Assert.Equal([1, 1, 1], HolmAdjustment.Adjust([0.5, 0.9, 0.4]));

    [Fact]
    public void Leaves_one_alone_as_it_is() => Assert.Equal([0.03], HolmAdjustment.Adjust([0.03]));

    [Fact]
    public void Of_none_is_none() => Assert.Empty(HolmAdjustment.Adjust([]));

    /// <summary>20 true null hypotheses: a false alarm somewhere in at most about 5 % of the families, against 64 % without adjustment.</summary>
    [Fact]
    public void Keeps_the_chance_of_any_false_alarm_at_5_percent()
    {
        const int families = 20_000;
        var random = new Random(1979);
        int alarms = 0, unadjustedAlarms = 0;
        for (var family = 0; family < families; family++)
        {
            var pValues = Enumerable.Range(0, 20).Select(_ => random.NextDouble()).ToArray();
            alarms += HolmAdjustment.Adjust(pValues).Min() <= 0.05 ? 1 : 0;
            unadjustedAlarms += pValues.Min() <= 0.05 ? 1 : 0;
        }

        Assert.InRange(alarms / (double)families, 0.04, 0.055);
        Assert.InRange(unadjustedAlarms / (double)families, 0.6, 0.7);
    }
}
