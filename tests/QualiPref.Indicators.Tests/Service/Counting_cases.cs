using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Counting_cases(RealEngine engine)
{
    [Fact]
    public async Task Whose_reception_is_corrected_moves_them_to_the_other_day()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var complaint = Given.Case("2026-03-10");
        await indicators.PublishAsync(Given.Changed(complaint));
        await indicators.SettledAsync();

        await indicators.PublishAsync(Given.Changed(complaint with { Version = 2, ReceivedOn = Given.Day("2026-04-02") }));
        await indicators.SettledAsync();

        Assert.Empty((await indicators.CellAsync(Given.Site, "2026-03-10"))!.Complaints);
        Assert.Equal(1, Assert.Single((await indicators.CellAsync(Given.Site, "2026-04-02"))!.Complaints).Received);
    }

    [Fact]
    public async Task Whose_site_is_corrected_moves_them_to_the_other_site()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var complaint = Given.Case();
        await indicators.PublishAsync(Given.Changed(complaint));
        await indicators.SettledAsync();

        await indicators.PublishAsync(Given.Changed(complaint with { Version = 2, Site = "91-ETAMPES" }));
        await indicators.SettledAsync();

        Assert.Empty((await indicators.CellAsync(Given.Site, Given.Date))!.Complaints);
        Assert.Single((await indicators.CellAsync("91-ETAMPES", Given.Date))!.Complaints);
    }

    [Fact]
    public async Task Shows_them_by_channel_and_motive()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        await indicators.PublishAsync(Given.Changed(
            Given.Case(), Given.Case(), Given.Case(channel: "letter", motive: null), Given.Case() with { Kind = "thanks" }));
        await indicators.SettledAsync();

        var figures = await indicators.FiguresAsync("site=91-EVRY&period=2026&indicator=complaints.received&by=channel,motive&pageSize=1");
        Assert.Equal(3, figures[0].GetProperty("value").GetInt32());
        Assert.Equal(
            [("desk-slip", "attente", 2), ("letter", "nonQualifie", 1)],
            figures.Skip(1).Select(figure => (
                figure.GetProperty("breakdown").GetProperty("channel").GetString()!,
                figure.GetProperty("breakdown").GetProperty("motive").GetString()!,
                figure.GetProperty("value").GetInt32())));
    }

    [Fact]
    public async Task Judges_open_ones_by_the_date_asked_for()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        await indicators.PublishAsync(Given.Changed(
            Given.Case() with { DueOn = Given.Day("2026-03-31") },
            Given.Case() with { Verdict = "inTime", ResponseDays = 4 },
            Given.Case() with { Verdict = "late", ResponseDays = 20 }));
        await indicators.SettledAsync();

        var onTheDay = await indicators.FigureAsync("site=91-EVRY&period=2026&indicator=complaints.answeredInTime&asOf=2026-03-31");
        var theDayAfter = await indicators.FigureAsync("site=91-EVRY&period=2026&indicator=complaints.answeredInTime&asOf=2026-04-01");

        Assert.Equal(2, onTheDay.GetProperty("n").GetInt32());
        Assert.Equal(3, theDayAfter.GetProperty("n").GetInt32());
        Assert.Equal(1, theDayAfter.GetProperty("numerator").GetInt32());
    }
}
