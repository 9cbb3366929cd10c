using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Computing_a_satisfaction_rate
{
    [Fact]
    public void Divides_the_satisfied_by_the_expressed_answers()
    {
        var answers = Answers(160, 62) with
        {
            Options = [new("tres-satisfait", 190), new("satisfait", 160), new("peu-satisfait", 40), new("pas-du-tout-satisfait", 22)],
        };

        var figure = Figure(Satisfaction, Cell().With(answers));

        Assert.Equal((350, 412, 412), (figure.Numerator, figure.Denominator, figure.N));
        Assert.Equal(0.8495145631067961, figure.Value);
        Assert.Equal(0.8117694350, figure.Interval!.Low, 1e-10);
        Assert.Equal(0.8808022023, figure.Interval.High, 1e-10);
        Assert.Equal(("2026", 3, 0.85), (figure.Period, figure.DefinitionVersion, figure.Target));
    }

    [Fact]
    public void Leaves_excluded_options_and_blanks_out_of_n_and_shows_them()
    {
        var figure = Figure(Satisfaction, Cell().With(Answers(satisfied: 8, dissatisfied: 2, notConcerned: 4, blank: 5)));

        Assert.Equal((10, 8, 9), (figure.N, figure.Numerator, figure.Excluded));
        Assert.Equal(0.8, figure.Value);
        Assert.Equal(new Dictionary<string, long> { ["satisfait"] = 8, ["peu-satisfait"] = 2, ["non-concerne"] = 4 }, figure.Distribution!);
    }

    [Fact]
    public void Says_how_many_of_n_left_after_a_first_answer()
    {
        var answers = Answers(0, 0) with
        {
            Options = [new("satisfait", 8) { Partial = 3 }, new("peu-satisfait", 2) { Partial = 1 }, new("non-concerne", 4) { Partial = 2 }],
        };

        var figures = Calculate(Request(Satisfaction, Cell(Evry).With(answers), Cell(Evry, Day.AddDays(1)).With(answers), Cell(Etampes).With(Answers(5, 0))));

        Assert.Equal((20, 8), (figures.Of(Evry).N, figures.Of(Evry).Partial));
        // None is not said: a figure without any is what it was before there were any.
        Assert.Equal((5, null), (figures.Of(Etampes).N, figures.Of(Etampes).Partial));
        Assert.Equal((25, 8), (figures.Of(null).N, figures.Of(null).Partial));
    }

    [Fact]
    public void Sums_numerators_and_denominators_over_days_and_sites()
    {
        var figures = Calculate(Request(
            Satisfaction,
            Cell(Evry).With(Answers(satisfied: 90, dissatisfied: 10)),
            Cell(Evry, Day.AddDays(1)).With(Answers(satisfied: 0, dissatisfied: 1)),
            Cell(Etampes).With(Answers(satisfied: 1, dissatisfied: 1))));

        Assert.Equal(90 / 101.0, figures.Of(Evry).Value);
        Assert.Equal((91, 103), (figures.Of(null).Numerator, figures.Of(null).N));
        Assert.Equal(91 / 103.0, figures.Of(null).Value);
    }

    [Fact]
    public void Looks_at_its_own_question_only()
    {
        var other = Answers(100, 0) with { Question = "attente" };
        var namesake = Answers(100, 0) with { Questionnaire = "titres-etrangers" };

        Assert.Equal(3, Figure(Satisfaction, Cell().With(other, namesake, Answers(2, 1))).N);
    }

    [Fact]
    public void Passes_over_other_days_and_other_sites()
    {
        var figures = Calculate(Request(
            Satisfaction,
            Cell(date: new(2025, 12, 31)).With(Answers(1, 0)),
            Cell(date: new(2026, 1, 1)).With(Answers(10, 0)),
            Cell(date: new(2026, 12, 31)).With(Answers(100, 0)),
            Cell(date: new(2027, 1, 1)).With(Answers(1000, 0)),
            Cell("47-AGEN").With(Answers(10_000, 0))));

        Assert.Equal((110, 110), (figures.Of(Evry).N, figures.Of(null).N));
    }

    [Fact]
    public void Of_blanks_alone_is_not_measured_yet_shows_them()
    {
        var figure = Figure(Satisfaction, Cell().With(Answers(0, 0, notConcerned: 2, blank: 3)));

        Assert.Equal((0, 5, FigureStatus.NotMeasured), (figure.N, figure.Excluded, figure.Status));
        Assert.Null(figure.Value);
        Assert.Null(figure.Interval);
    }
}
