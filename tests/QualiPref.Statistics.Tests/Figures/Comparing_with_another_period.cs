using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Comparing_with_another_period
{
    private static readonly DateOnly s_dayBefore = new(2025, 7, 3);

    private static readonly SourceSince[] ForLong = [new("complaints", Evry, new(2024, 12, 1))];

    private static Figure Compared(IndicatorDefinition definition, SiteDayCell now, SiteDayCell before) =>
        Calculate(Request(definition, now) with { ComparisonPeriod = YearBefore, ComparisonCells = [before], Site = Evry })[0];

    [Fact]
    public void Tests_rates_as_two_proportions()
    {
        var comparison = Compared(Satisfaction, Cell().With(Answers(350, 62)), Cell(date: s_dayBefore).With(Answers(324, 76))).Comparison!;

        Assert.Equal(("2025", 0.81), (comparison.Period, comparison.Value));
        Assert.Equal(0.8495145631067961 - 0.81, comparison.Difference, 1e-15);
        Assert.Equal(IntervalMethod.Newcombe, comparison.Interval!.Method);
        Assert.Equal(-0.0122513208156006, comparison.Interval.Low, 1e-13);
        Assert.Equal(0.13392496315829902, comparison.PValue, 1e-12);
        Assert.Equal((comparison.PValue, ComparisonVerdict.NotDistinguishable), (comparison.AdjustedPValue, comparison.Verdict));
    }

    [Theory]
    [InlineData(900, 700, ComparisonVerdict.Higher)]
    [InlineData(700, 900, ComparisonVerdict.Lower)]
    public void Says_higher_or_lower_once_chance_is_ruled_out(int now, int before, ComparisonVerdict verdict) =>
        Assert.Equal(verdict, Compared(
            Satisfaction, Cell().With(Answers(now, 1000 - now)), Cell(date: s_dayBefore).With(Answers(before, 1000 - before))).Comparison!.Verdict);

    [Fact]
    public void Tests_counts_exactly_without_an_interval()
    {
        var request = Request(Received, Cell().With(Cases(65))) with
        {
            AsOf = Year.To,
            Heard = ForLong,
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: s_dayBefore).With(Cases(48))],
        };

        var comparison = Calculate(request with { Site = Evry })[0].Comparison!;

        Assert.Equal((48.0, 17.0, null), (comparison.Value, comparison.Difference, comparison.Interval));
        Assert.Equal(0.13192429082426071, comparison.PValue, 1e-12);
    }

    /// <summary>30 cases in January of a running year against 20 in the whole year before.</summary>
    [Fact]
    public void Takes_a_running_period_only_as_far_as_it_has_come()
    {
        var request = Request(Received, Cell(date: new(2026, 1, 20)).With(Cases(30))) with
        {
            Site = Evry,
            AsOf = new(2026, 1, 31),
            Heard = ForLong,
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: s_dayBefore).With(Cases(20))],
        };

        Assert.Equal(1.2607469997830272e-20, Calculate(request)[0].Comparison!.PValue, 1e-26);
        // A date of judgement before the last record cannot shorten the time in which the cases came.
        var judgedEarlier = Calculate(request with { AsOf = new(2026, 1, 2) })[0].Comparison!;
        Assert.Equal(Inference20Days(), judgedEarlier.PValue);
    }

    private static double Inference20Days() => QualiPref.Statistics.Inference.TwoCountTest.Compare(30, 20, 20, 365).PValue;

    [Fact]
    public void Tests_response_days_by_their_ranks()
    {
        var comparison = Compared(
            ResponseDays,
            Cell().With(Cases(50) with { InTime = 50, ResponseDays = [new(10, 30), new(12, 20)] }),
            Cell(date: s_dayBefore).With(Cases(50) with { InTime = 50, ResponseDays = [new(10, 20), new(12, 30)] })).Comparison!;

        Assert.Equal((12.0, -2.0, null), (comparison.Value, comparison.Difference, comparison.Interval));
        Assert.Equal(0.047033887488479115, comparison.PValue, 1e-12);
        Assert.Equal(ComparisonVerdict.Lower, comparison.Verdict);
    }

    [Fact]
    public void Is_absent_when_either_period_has_no_data()
    {
        var now = Cell().With(Answers(1, 1)).With(Cases(1));
        var before = Cell(date: s_dayBefore).With(Answers(1, 1)).With(Cases(1));

        foreach (var definition in new[] { Satisfaction, Received })
        {
            Assert.NotNull(Compared(definition, now, before).Comparison);
            Assert.Null(Compared(definition, now, Cell(date: s_dayBefore)).Comparison);
            Assert.Null(Compared(definition, Cell(), before).Comparison);
            Assert.Null(Figure(definition, now).Comparison);
        }
    }

    [Fact]
    public void Passes_over_days_outside_the_other_period() =>
        Assert.Null(Compared(Satisfaction, Cell().With(Answers(1, 1)), Cell(date: new(2024, 12, 31)).With(Answers(1, 1))).Comparison);

    /// <summary>Overall: Évry, Étampes and their total are 3 comparisons; crossed by channel there are 4, in a family of their own.</summary>
    [Fact]
    public void Is_stricter_the_more_is_compared_in_one_answer()
    {
        var request = Request(
            Satisfaction, Cell(Evry).With(Answers(90, 10)), Cell(Etampes).With(Answers(30, 30, channel: "web"))) with
        {
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(Evry, s_dayBefore).With(Answers(78, 22)), Cell(Etampes, s_dayBefore).With(Answers(30, 30, channel: "web"))],
            By = FigureDimensions.Channel,
        };

        var together = Calculate(request);
        var alone = Calculate(request with { Site = Evry, By = FigureDimensions.None }).Of(Evry).Comparison!;

        var overall = together.Of(Evry).Comparison!;
        var crossed = together.Of(Evry, new() { Channel = "kiosk" }).Comparison!;
        Assert.Equal((alone.PValue, alone.PValue), (overall.PValue, crossed.PValue));
        Assert.Equal((alone.PValue, ComparisonVerdict.Higher), (alone.AdjustedPValue, alone.Verdict));
        Assert.Equal((3 * alone.PValue, ComparisonVerdict.NotDistinguishable), (overall.AdjustedPValue, overall.Verdict));
        Assert.Equal((4 * alone.PValue, ComparisonVerdict.NotDistinguishable), (crossed.AdjustedPValue, crossed.Verdict));
    }
}
