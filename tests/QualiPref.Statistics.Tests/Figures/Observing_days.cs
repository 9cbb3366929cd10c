using System.Globalization;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Figures;
using QualiPref.Statistics.Inference;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

/// <summary>A service that opened on 1 September 2025: 100 complaints until the end of that year, 300 in the next one.</summary>
public sealed class Observing_days
{
    private static readonly SiteDayCell[] FirstYear = [Cell(date: new(2025, 9, 1)).With(Cases(60)), Cell(date: new(2025, 12, 30)).With(Cases(40))];

    private static readonly Question Opened = Request(Received, Cell(date: new(2026, 3, 2)).With(Cases(300))) with
    {
        AsOf = new(2027, 1, 15),
        Site = Evry,
        ComparisonPeriod = YearBefore,
        ComparisonCells = FirstYear,
    };

    private static FigureComparison Compared(Question question) => Calculate(question).Of(Evry).Comparison!;

    [Fact]
    public void A_first_year_counts_from_its_first_record()
    {
        var comparison = Compared(Opened);

        Assert.Equal((365, 122), (comparison.Days, comparison.PreviousDays));
        Assert.Equal((new DateOnly(2025, 9, 1), new DateOnly(2025, 12, 31)), (comparison.From, comparison.To));
        Assert.Equal(TwoCountTest.Compare(300, 365, 100, 122).PValue, comparison.PValue);
        Assert.Equal((100, 200.0, ComparisonVerdict.NotDistinguishable), (comparison.N, comparison.Difference, comparison.Verdict));
    }

    [Fact]
    public void Format_1_took_the_whole_year_for_observed()
    {
        var comparison = Compared(Opened with { Format = FigureFormat.First });

        Assert.Equal((TwoCountTest.Compare(300, 365, 100, 365).PValue, ComparisonVerdict.Higher), (comparison.PValue, comparison.Verdict));
    }

    [Theory]
    [InlineData("2024-12-01", 365)]
    [InlineData("2025-01-01", 122)]
    [InlineData("2025-08-01", 122)]
    public void A_source_that_was_heard_before_both_periods_was_there_all_the_time(string month, int days) =>
        Assert.Equal(days, Compared(Opened with { Heard = [new SourceSince("complaints", Evry, DateOnly.ParseExact(month, "yyyy-MM-dd", CultureInfo.InvariantCulture))] }).PreviousDays);

    [Fact]
    public void Another_source_or_site_says_nothing_of_this_one()
    {
        SourceSince[] others = [new("surveys", Evry, new(2020, 1, 1)), new("complaints", Etampes, new(2020, 1, 1))];

        Assert.Equal(122, Compared(Opened with { Heard = others, ComparisonCells = [.. FirstYear, Cell(date: new(2025, 2, 3)).With(Answers(50, 50))] }).PreviousDays);
    }

    [Fact]
    public void A_source_that_began_within_the_period_leaves_nothing_to_compare_with()
    {
        // Answers came in all the time; complaints were taken from March on.
        var question = Opened with { ComparisonCells = [Cell(date: new(2025, 2, 3)).With(Answers(50, 50))] };

        Assert.Null(Compared(question));
        Assert.Equal(0.0, Compared(question with { Format = FigureFormat.First }).Value);
    }

    [Fact]
    public void A_total_adds_up_the_days_of_its_sites()
    {
        var question = Opened with { Site = null, Heard = [new("complaints", Etampes, new(2024, 1, 1))], Cells = [.. Opened.Cells, Cell(Etampes, new(2026, 3, 2)).With(Cases(10))] };

        var comparison = Calculate(question).Of(null).Comparison!;

        Assert.Equal((2 * 365, 365 + 122), (comparison.Days, comparison.PreviousDays));
        Assert.Equal((new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), (comparison.From, comparison.To));
        Assert.Equal(TwoCountTest.Compare(310, 730, 100, 487).PValue, comparison.PValue);
    }

    [Fact]
    public void A_running_period_ends_with_the_date_of_judgement()
    {
        var comparison = Compared(Opened with { AsOf = new(2026, 3, 31) });

        Assert.Equal((90, 122), (comparison.Days, comparison.PreviousDays));
    }

    [Fact]
    public void Rates_say_over_which_days_they_are_compared_too()
    {
        var question = Request(Satisfaction, Cell().With(Answers(80, 20))) with
        {
            Site = Evry,
            AsOf = new(2027, 1, 15),
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: new(2025, 11, 3)).With(Answers(50, 50))],
        };

        var comparison = Compared(question);

        Assert.Equal((100, new DateOnly(2025, 11, 3), 59), (comparison.N, comparison.From, comparison.PreviousDays));
    }
}
