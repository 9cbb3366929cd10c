using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Asking_for_figures
{
    private static readonly Question s_request = Request(Received, Cell(Evry).With(Cases(1)), Cell(Etampes).With(Cases(2))) with
    {
        Definitions = [Received, InTime],
    };

    [Fact]
    public void Of_a_network_gives_each_site_and_then_the_total() =>
        Assert.Equal(
            [
                ("complaints.received", Evry), ("complaints.received", Etampes), ("complaints.received", null),
                ("complaints.answeredInTime", Evry), ("complaints.answeredInTime", Etampes), ("complaints.answeredInTime", null),
            ],
            Calculate(s_request).Select(figure => (figure.Indicator, figure.Site)));

    [Fact]
    public void Of_a_site_gives_no_total()
    {
        var figures = Calculate(s_request with { Site = Etampes, Indicator = "complaints.received" });

        Assert.Equal((Etampes, 2), (Assert.Single(figures).Site, figures[0].N));
    }

    [Fact]
    public void That_do_not_exist_gives_none()
    {
        Assert.Empty(Calculate(s_request with { Site = "47-AGEN" }));
        Assert.Empty(Calculate(s_request with { Indicator = "phone.lostCalls" }));
    }
}
