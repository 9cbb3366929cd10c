using QualiPref.Statistics.Figures;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Showing_a_figure
{
    // Values by hand: what one decimal makes of them, and whether it would still say what the judgement says.
    [Theory]
    [InlineData(0.8496, 0.85, "higher-is-better", FigureStatus.Near, 2)]
    [InlineData(0.84996, 0.85, "higher-is-better", FigureStatus.Near, 3)]
    [InlineData(0.8494, 0.85, "higher-is-better", FigureStatus.Near, 1)]
    [InlineData(0.85, 0.85, "higher-is-better", FigureStatus.Met, 1)]
    [InlineData(0.0504, 0.05, "lower-is-better", FigureStatus.Missed, 2)]
    [InlineData(0.0496, 0.05, "lower-is-better", FigureStatus.Met, 1)]
    public void Rounding_never_contradicts_the_judgement(double value, double target, string direction, FigureStatus status, int decimals) =>
        Assert.Equal(decimals, FigureReading.Decimals(Figure(value, target, status), Definition("ratio", direction, target)));

    [Fact]
    public void Without_a_judgement_one_decimal_does()
    {
        Assert.Equal(1, FigureReading.Decimals(Figure(0.8496, null, null), Definition("ratio", "higher-is-better", null)));
        Assert.Equal(0, FigureReading.Decimals(Figure(412, null, null), Definition("count", "higher-is-better", null)));
    }

    [Theory]
    [InlineData("ratio", 10, false)]
    [InlineData("ratio", 11, true)]
    [InlineData("workingDays", 10, false)]
    [InlineData("count", 1, true)]
    public void A_rate_of_a_few_cases_is_not_shown(string unit, long n, bool shown) =>
        Assert.Equal(shown, FigureReading.IsShown(Definition(unit, "higher-is-better", null), n));

    // 2025 beside 2024, a leap year; a network of two sites; one month of which a day is missing.
    [Theory]
    [InlineData(365, 365, 366, 366, true)]
    [InlineData(365, 365, 365, 366, true)]
    [InlineData(365, 365, 359, 366, true)]
    [InlineData(365, 365, 358, 366, false)]
    [InlineData(730, 365, 732, 366, true)]
    [InlineData(730, 365, 366 + 122, 366, false)]
    [InlineData(31, 31, 30, 31, false)]
    [InlineData(16, 31, 16, 31, true)]
    public void Days_are_told_where_they_are_not_the_same_part_of_both_periods(int observed, int days, int observedBefore, int daysBefore, bool whole) =>
        Assert.Equal(whole, FigureReading.IsOfWholePeriods(Comparison(observed, observedBefore), days, daysBefore));

    private static FigureComparison Comparison(int days, int previousDays) => new()
    {
        Period = "2024",
        Value = 0.8,
        Days = days,
        PreviousDays = previousDays,
        Difference = 0,
        Interval = null,
        PValue = 1,
        AdjustedPValue = 1,
        Verdict = ComparisonVerdict.Undetermined,
    };

    private static IndicatorDefinition Definition(string unit, string direction, double? target) => new()
    {
        Code = "satisfaction.global",
        Version = 1,
        Label = "Satisfaction globale",
        Kind = IndicatorKind.SatisfactionRate,
        Formula = "Satisfaits sur exprimés",
        Unit = unit,
        Direction = direction == "lower-is-better" ? IndicatorDirection.LowerIsBetter : IndicatorDirection.HigherIsBetter,
        Target = target,
    };

    private static Figure Figure(double value, double? target, FigureStatus? status) => new()
    {
        Id = "id",
        Indicator = "satisfaction.global",
        Site = null,
        Period = "2026",
        AsOf = new DateOnly(2026, 12, 31),
        DefinitionVersion = 1,
        N = 10_000,
        Excluded = 0,
        Numerator = null,
        Denominator = null,
        Value = value,
        Interval = null,
        Target = target,
        Status = status,
        Comparison = null,
    };
}
