using QualiPref.Contracts.Indicators.V1;
using QualiPref.Statistics.Figures;
using static QualiPref.Statistics.Tests.Figures.Given;

namespace QualiPref.Statistics.Tests.Figures;

public sealed class Typed_measurements
{
    private static SiteDayCell Month(int month, long lost, long calls) =>
        Cell(date: new(2026, month, 1)).With(new MeasuredCount("phone.lostCalls", lost, calls), new MeasuredCount("phone.other", 1, 1));

    [Fact]
    public void Are_summed_over_months()
    {
        var figure = Figure(LostCalls, Month(1, 10, 100), Month(2, 40, 900));

        Assert.Equal((50, 1000, 0.05), (figure.Numerator, figure.Denominator, figure.Value));
        Assert.Equal((IntervalMethod.Wilson, FigureStatus.Met), (figure.Interval!.Method, figure.Status));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-02-28", 1000)]
    [InlineData("2026-01-01", "2026-02-27", 100)]
    [InlineData("2026-01-02", "2026-02-28", 900)]
    [InlineData("2026-01-02", "2026-02-27", 0)]
    public void Count_only_for_months_wholly_inside_the_period(string from, string to, long calls)
    {
        var period = new FigurePeriod($"{from}..{to}", DateOnly.ParseExact(from, "O"), DateOnly.ParseExact(to, "O"));
        var request = Request(LostCalls, Month(1, 10, 100), Month(2, 40, 900)) with { Period = period };

        Assert.Equal(calls, Calculate(request).Of(Evry).N);
    }

    [Fact]
    public void That_cannot_be_are_refused_rather_than_shown() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Figure(LostCalls, Month(1, 11, 10)));
}
