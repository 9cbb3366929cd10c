using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Comparing_few_cases
{
    private static readonly DateOnly DayBefore = new(2025, 7, 3);

    private static Question Rates((int Satisfied, int Dissatisfied) now, (int Satisfied, int Dissatisfied) before) =>
        Request(Satisfaction, Cell().With(Answers(now.Satisfied, now.Dissatisfied))) with
        {
            Site = Evry,
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: DayBefore).With(Answers(before.Satisfied, before.Dissatisfied))],
        };

    [Theory]
    [InlineData(29, 500, ComparisonVerdict.Undetermined)]
    [InlineData(500, 29, ComparisonVerdict.Undetermined)]
    [InlineData(30, 30, ComparisonVerdict.Higher)]
    public void Fewer_than_30_on_either_side_can_tell_nothing(int now, int before, ComparisonVerdict verdict)
    {
        var comparison = Calculate(Rates((now, 0), (0, before)))[0].Comparison!;

        Assert.Equal((verdict, before, 1.0), (comparison.Verdict, comparison.N, comparison.Difference));
        Assert.Equal(comparison.PValue, comparison.AdjustedPValue);
    }

    [Fact]
    public void Median_delays_can_tell_nothing_either()
    {
        ComparisonVerdict Of(int cases) => Calculate(Request(ResponseDays, Cell().With(Answered(cases, days: 20))) with
        {
            Site = Evry,
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: DayBefore).With(Answered(cases, days: 4))],
        })[0].Comparison!.Verdict;

        Assert.Equal((ComparisonVerdict.Undetermined, ComparisonVerdict.Higher), (Of(29), Of(30)));
    }

    [Fact]
    public void Counts_are_compared_however_small()
    {
        var comparison = Calculate(Request(Received, Cell().With(Cases(25))) with
        {
            Site = Evry,
            AsOf = Year.To,
            Heard = [new("complaints", Evry, new(2024, 1, 1))],
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: DayBefore).With(Cases(3))],
        })[0].Comparison!;

        Assert.Equal((3, ComparisonVerdict.Higher), (comparison.N, comparison.Verdict));
    }

    /// <summary>Évry and the total have more than 100 cases in both years, Étampes has 10: two tests, not three.</summary>
    [Fact]
    public void They_make_no_other_test_stricter()
    {
        var request = Request(Satisfaction, Cell(Evry).With(Answers(90, 10)), Cell(Etampes).With(Answers(8, 2))) with
        {
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(Evry, DayBefore).With(Answers(78, 22)), Cell(Etampes, DayBefore).With(Answers(8, 2))],
        };

        var figures = Calculate(request);
        var evry = figures.Of(Evry).Comparison!;
        var inFormat1 = Calculate(request with { Format = FigureFormat.First }).Of(Evry).Comparison!;

        Assert.Equal((2 * evry.PValue, ComparisonVerdict.Higher), (evry.AdjustedPValue, evry.Verdict));
        Assert.Equal((3 * evry.PValue, ComparisonVerdict.NotDistinguishable), (inFormat1.AdjustedPValue, inFormat1.Verdict));
        Assert.Equal(ComparisonVerdict.Undetermined, figures.Of(Etampes).Comparison!.Verdict);
    }

    private static ComplaintCount Answered(int cases, int days) => Cases(cases) with { InTime = cases, ResponseDays = [new(days, cases)] };
}
