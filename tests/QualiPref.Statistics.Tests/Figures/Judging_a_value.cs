using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Judging_a_value
{
    private static readonly IndicatorDefinition s_foreigners = Satisfaction with { Module = "titres-etrangers" };

    [Theory]
    [InlineData(85, FigureStatus.Met)]
    [InlineData(84, FigureStatus.Near)]
    [InlineData(80, FigureStatus.Near)]
    [InlineData(79, FigureStatus.Missed)]
    public void Higher_is_better(int satisfied, FigureStatus status) =>
        Assert.Equal(status, Figure(Satisfaction, Cell().With(Answers(satisfied, 100 - satisfied))).Status);

    [Theory]
    [InlineData(10, FigureStatus.Met)]
    [InlineData(11, FigureStatus.Near)]
    [InlineData(15, FigureStatus.Near)]
    [InlineData(16, FigureStatus.Missed)]
    public void Lower_is_better(int dissatisfied, FigureStatus status)
    {
        var definition = Satisfaction with { Direction = IndicatorDirection.LowerIsBetter, SatisfiedOptions = ["peu-satisfait"], Target = 0.10 };

        Assert.Equal(status, Figure(definition, Cell().With(Answers(100 - dissatisfied, dissatisfied))).Status);
    }

    /// <summary>In binary 0.8 − 0.1 is above 0.7 and 0.12 + 0.05 below 0.17.</summary>
    [Fact]
    public void Exactly_at_the_margin_is_near()
    {
        var higher = Satisfaction with { Target = 0.8, WarningMargin = 0.1 };
        var lower = Satisfaction with { Direction = IndicatorDirection.LowerIsBetter, Target = 0.12, WarningMargin = 0.05 };

        Assert.Equal(FigureStatus.Near, Figure(higher, Cell().With(Answers(70, 30))).Status);
        Assert.Equal(FigureStatus.Near, Figure(lower, Cell().With(Answers(17, 83))).Status);
    }

    [Fact]
    public void Without_target_or_direction_there_is_no_status()
    {
        var cell = Cell().With(Answers(9, 1));

        Assert.Null(Figure(Satisfaction with { Target = null }, cell).Status);
        Assert.Null(Figure(Satisfaction with { Direction = IndicatorDirection.None }, cell).Status);
    }

    [Fact]
    public void Not_retained_is_not_the_same_as_not_measured()
    {
        var figures = Calculate(Request(s_foreigners));

        Assert.Equal(FigureStatus.NotMeasured, figures.Of(Evry).Status);
        Assert.Equal(FigureStatus.NotRetained, figures.Of(Etampes).Status);
        Assert.Equal(FigureStatus.NotMeasured, figures.Of(null).Status);
        Assert.All(figures, figure => Assert.Null(figure.Value));
    }

    [Fact]
    public void A_site_that_does_not_retain_an_indicator_enters_no_total()
    {
        var figures = Calculate(Request(
            s_foreigners, Cell(Evry).With(Answers(9, 1)), Cell(Etampes).With(Answers(0, 50))));

        Assert.Equal((FigureStatus.NotRetained, null, 0), (figures.Of(Etampes).Status, figures.Of(Etampes).Value, figures.Of(Etampes).N));
        Assert.Equal((10, 0.9), (figures.Of(null).N, figures.Of(null).Value));
    }

    [Fact]
    public void A_network_in_which_nobody_retains_it_does_not_retain_it()
    {
        var figures = Calculate(Request(Satisfaction with { Module = "pilotage-interministeriel" }, Cell().With(Answers(1, 0))));

        Assert.Equal(FigureStatus.NotRetained, figures.Of(null).Status);
    }

    [Fact]
    public void An_indicator_without_module_applies_everywhere() =>
        Assert.Equal(FigureStatus.Met, Calculate(
            Request(Satisfaction with { Module = null }, Cell(Etampes).With(Answers(90, 10)))).Of(Etampes).Status);

    [Theory]
    [InlineData(29, 0, FigureStatus.Undetermined)]
    [InlineData(0, 29, FigureStatus.Undetermined)]
    [InlineData(30, 0, FigureStatus.Met)]
    [InlineData(0, 30, FigureStatus.Missed)]
    public void Fewer_than_30_cases_are_not_judged(int satisfied, int dissatisfied, FigureStatus status) =>
        Assert.Equal(status, Figure(Satisfaction, Cell().With(Answers(satisfied, dissatisfied, notConcerned: 40))).Status);

    [Fact]
    public void Median_delays_of_fewer_than_30_cases_are_not_judged()
    {
        var definition = ResponseDays with { Target = 15 };
        FigureStatus? Of(int cases) => Figure(definition, Cell().With(Cases(cases) with { InTime = cases, ResponseDays = [new(4, cases)] })).Status;

        Assert.Equal((FigureStatus.Undetermined, FigureStatus.Met), (Of(29), Of(30)));
    }

    [Fact]
    public void Counts_are_judged_however_small() =>
        Assert.Equal(FigureStatus.Met, Figure(Received with { Target = 5, Direction = IndicatorDirection.LowerIsBetter }, Cell().With(Cases(3))).Status);

    [Fact]
    public void Format_1_judged_however_few_they_were()
    {
        var request = Request(Satisfaction, Cell().With(Answers(1, 0))) with { Format = FigureFormat.First };

        Assert.Equal(FigureStatus.Met, Calculate(request).Of(Evry).Status);
    }

    /// <summary>1699 of 2000 is 84.95 %, which is printed as 85,0 %.</summary>
    [Fact]
    public void What_rounding_would_reach_is_not_reached() =>
        Assert.Equal(FigureStatus.Near, Figure(Satisfaction, Cell().With(Answers(1699, 301))).Status);
}
