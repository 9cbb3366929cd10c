using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Counting_complaints
{
    private static readonly DateOnly s_asOf = new(2026, 11, 23);

    [Fact]
    public void Counts_complaints_and_suggestions_and_sets_thanks_apart()
    {
        var figure = Figure(Received, Cell().With(Cases(7), Cases(3, "suggestion"), Cases(5, "thanks") with { BackDated = 4 }, Cases(1) with { BackDated = 1 }));

        Assert.Equal((11, 11.0, 5), (figure.N, figure.Value, figure.Excluded));
        Assert.Equal(new Dictionary<string, long> { ["complaint"] = 8, ["suggestion"] = 3, ["thanks"] = 5 }, figure.Distribution!);
        Assert.Null(figure.Denominator);
        Assert.Null(figure.Interval);
        Assert.Null(figure.Status);
        Assert.Equal(1, figure.BackDated);
    }

    [Fact]
    public void Is_zero_where_the_site_recorded_something_else()
    {
        var figure = Figure(Received, Cell().With(Answers(1, 0)));

        Assert.Equal((0, 0.0, null), (figure.N, figure.Value, figure.Status));
    }

    [Fact]
    public void Is_zero_and_compared_with_nothing_where_the_site_recorded_nothing_at_all()
    {
        var emptied = Cell().With(Cases(0)).With(Answers(0, 0));

        var figure = Figure(Received, emptied);

        Assert.Equal((0.0, null, null), (figure.Value, figure.Status, figure.Comparison));
    }

    [Fact]
    public void In_time_counts_first_answers_and_open_cases_due_before_the_date_of_judgement()
    {
        var cases = Cases(20) with
        {
            InTime = 6,
            Late = 2,
            Undecided = [new(s_asOf.AddDays(-1), 1), new(s_asOf, 4), new(s_asOf.AddDays(1), 7)],
        };

        var figure = Figure(InTime, Cell().With(cases));

        Assert.Equal((6, 9, 9), (figure.Numerator, figure.Denominator, figure.N));
        Assert.Equal(6 / 9.0, figure.Value);
    }

    [Fact]
    public void In_time_changes_at_midnight_without_any_event()
    {
        var cell = Cell().With(Cases(2) with { InTime = 1, Undecided = [new(s_asOf, 1)] });
        var request = Request(InTime, cell);

        Assert.Equal(1, Calculate(request).Of(Evry).Value);
        Assert.Equal(0.5, Calculate(request with { AsOf = s_asOf.AddDays(1) }).Of(Evry).Value);
    }

    [Fact]
    public void Response_days_are_summed_up_by_median_and_p90()
    {
        ResponseDayCount[] days = [new(0, 2), new(3, 5), new(15, 2), new(40, 1)];
        var figure = Figure(ResponseDays, Cell().With(Cases(12) with { InTime = 9, Late = 1, BackDated = 3, ResponseDays = days }));

        Assert.Equal((10, 3.0, 15), (figure.N, figure.Value, figure.P90));
        Assert.Equal((0.0, 15.0), (figure.Interval!.Low, figure.Interval.High)); // ranks 2 and 9
        Assert.Null(figure.Numerator);
        Assert.Null(figure.Denominator);
        Assert.Equal(3, figure.BackDated);
    }

    [Fact]
    public void The_networks_median_is_that_of_all_its_cases()
    {
        var figures = Calculate(Request(
            ResponseDays,
            Cell(Evry).With(Cases(3) with { InTime = 3, ResponseDays = [new(1, 3)] }),
            Cell(Etampes).With(Cases(1) with { InTime = 1, ResponseDays = [new(9, 1)] })));

        Assert.Equal(1, figures.Of(null).Value);
    }

    [Fact]
    public void Without_an_answer_response_days_are_not_measured()
    {
        var figure = Figure(ResponseDays, Cell().With(Cases(2)));

        Assert.Equal((0, null, null, FigureStatus.NotMeasured), (figure.N, figure.Value, figure.P90, figure.Status));
    }

    [Fact]
    public void Thanks_enter_no_delay_even_when_answered()
    {
        var thanks = Cases(1, "thanks") with { InTime = 1, ResponseDays = [new(2, 1)] };

        Assert.Equal(0, Figure(InTime, Cell().With(thanks)).N);
        Assert.Equal(0, Figure(ResponseDays, Cell().With(thanks)).N);
    }
}
