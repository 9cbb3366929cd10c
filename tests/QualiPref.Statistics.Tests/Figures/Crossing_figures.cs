using QualiPref.Statistics.Figures;
using QualiPref.Testing;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Crossing_figures
{
    private const FigureDimensions All = FigureDimensions.Channel | FigureDimensions.Motive | FigureDimensions.Kind | FigureDimensions.Module;

    [Fact]
    public void Gives_each_combination_that_occurred()
    {
        const string Agen = LotEtGaronne2014.Site;
        var cases = LotEtGaronne2014.Received.Select(row => Cases(row.Count, row.Kind, row.Channel, row.Motive)).ToArray();
        var request = Request(Received, Cell(Agen, new(2014, 9, 16)).With(cases)) with
        {
            Network = LotEtGaronne2014.Network,
            Sites = [new(Agen, ["accueil-general"])],
            Period = new(LotEtGaronne2014.Period, new(2014, 1, 1), new(2014, 12, 31)),
            By = FigureDimensions.Channel | FigureDimensions.Motive,
        };

        var figures = Calculate(request);

        Assert.Equal(LotEtGaronne2014.Total, figures.Of(Agen).Value);
        Assert.Equal(LotEtGaronne2014.ByChannelAndMotive, figures.Where(figure => figure.Site == Agen && figure.Breakdown is not null)
            .Select(figure => (figure.Breakdown!.Channel!, figure.Breakdown.Motive!, (int)figure.Value!)));
        Assert.Equal(17, figures.Of(null, new() { Channel = "desk-slip", Motive = "attente" }).Value);
    }

    [Fact]
    public void Names_what_is_unknown()
    {
        var request = Request(Received, Cell().With(Cases(1, motive: null))) with { By = FigureDimensions.Motive | FigureDimensions.Module };

        Assert.Equal(1, Calculate(request).Of(Evry, new() { Motive = "nonQualifie", Module = "nonPrecise" }).Value);
    }

    [Fact]
    public void Uses_only_the_dimensions_that_the_indicator_has()
    {
        var cell = Cell().With(Answers(4, 1), Answers(1, 1, channel: "web")).With(Cases(1));
        var crossed = Calculate(Request(Satisfaction, cell) with { By = All, Site = Evry });

        Assert.Equal(0.8, crossed.Of(Evry, new() { Channel = "kiosk", Module = "accueil-general" }).Value);
        Assert.Equal(0.5, crossed.Of(Evry, new() { Channel = "web", Module = "accueil-general" }).Value);
        Assert.Equal(3, crossed.Count);
        Assert.All(Calculate(Request(Satisfaction, cell) with { By = FigureDimensions.Motive }), figure => Assert.Null(figure.Breakdown));
    }

    [Fact]
    public void Leaves_measurements_whole()
    {
        var cell = Cell(date: new(2026, 1, 1)).With(new QualiPref.Contracts.Indicators.V1.MeasuredCount("phone.lostCalls", 1, 10));

        Assert.Null(Assert.Single(Calculate(Request(LostCalls, cell) with { By = All, Site = Evry })).Breakdown);
    }

    [Fact]
    public void Adds_up_to_the_overall_figure_with_thanks_still_apart()
    {
        var cell = Cell().With(Cases(7), Cases(3, "suggestion", "web", null), Cases(5, "thanks"));
        var figures = Calculate(Request(Received, cell) with { By = All, Site = Evry });

        Assert.Equal((10, 5), (figures.Of(Evry).N, figures.Of(Evry).Excluded));
        Assert.Equal(["complaint", "suggestion"], figures.Where(figure => figure.Breakdown is not null).Select(figure => figure.Breakdown!.Kind));
        Assert.Equal(10, figures.Where(figure => figure.Breakdown is not null).Sum(figure => figure.N));
    }

    [Fact]
    public void Shows_a_combination_that_went_away()
    {
        var request = Request(Received, Cell().With(Cases(1, channel: "web"))) with
        {
            ComparisonPeriod = YearBefore,
            ComparisonCells = [Cell(date: new(2025, 2, 2)).With(Cases(9, channel: "letter"))],
            By = FigureDimensions.Channel,
        };

        var gone = Calculate(request).Of(Evry, new() { Channel = "letter" });

        Assert.Equal((0.0, 9.0), (gone.Value, gone.Comparison!.Value));
    }

    [Fact]
    public void Adds_nothing_where_the_indicator_is_not_retained()
    {
        var request = Request(Satisfaction with { Module = "titres-etrangers" }, Cell(Etampes).With(Answers(1, 1))) with { By = All, Site = Etampes };

        Assert.Equal(FigureStatus.NotRetained, Assert.Single(Calculate(request)).Status);
    }
}
