using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Counting_answers(RealEngine engine)
{
    private const string Global = "site=91-EVRY&period=2026-03&indicator=satisfaction.global";

    [Fact]
    public async Task Shows_them_in_the_figure()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        await indicators.PublishAsync(Given.Recorded(
            Given.Answer("tres-satisfait"), Given.Answer("satisfait"), Given.Answer("peu-satisfait"), Given.Answer("non-concerne")));
        await indicators.SettledAsync();

        var figure = await indicators.FigureAsync(Global);
        Assert.Equal(3, figure.GetProperty("n").GetInt32());
        Assert.Equal(1, figure.GetProperty("excluded").GetInt32());
        Assert.Equal(2, figure.GetProperty("numerator").GetInt32());
        Assert.Equal(2 / 3d, figure.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Partial_ones_count_where_they_answer_and_the_figure_says_how_many()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var attente = new Dictionary<string, string> { ["attente"] = "satisfait" };

        await indicators.PublishAsync(Given.Recorded(Given.Answer(), Given.Answer() with { Partial = true }, Given.Answer() with { Partial = true, Choices = attente }));
        await indicators.SettledAsync();

        var figure = await indicators.FigureAsync(Global);
        Assert.Equal((2, 1, 1), (figure.GetProperty("n").GetInt32(), figure.GetProperty("partial").GetInt32(), figure.GetProperty("excluded").GetInt32()));
        Assert.Equal(1, (await indicators.FigureAsync("site=91-EVRY&period=2026-03&indicator=satisfaction.attente")).GetProperty("partial").GetInt32());
        Assert.False((await indicators.FigureAsync("site=91-EVRY&period=2026-03&indicator=complaints.received")).TryGetProperty("partial", out _));
        // A complete one leaves no trace of it in fact or cell: what was hashed before there were any stays what it is.
        var facts = await indicators.Database.Facts.Find(FilterDefinition<FactDocument>.Empty).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([false, true, true], facts.Select(fact => fact.Current.Contains("partial")).Order());
    }

    [Fact]
    public async Task Delivered_ten_times_counts_once()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var message = Given.Recorded(Given.Answer(), Given.Answer());

        for (var i = 0; i < 10; i++) await indicators.PublishAsync(message);
        await indicators.SettledAsync();

        Assert.Equal(2, (await indicators.FigureAsync(Global)).GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task With_the_newer_version_first_keeps_the_newer()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var answer = Given.Answer();

        await indicators.PublishAsync(Given.Recorded(answer.Voided()));
        await indicators.PublishAsync(Given.Recorded(answer));
        await indicators.SettledAsync();

        Assert.Equal(0, (await indicators.FigureAsync(Global)).GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task With_two_versions_in_one_message_keeps_the_newer_and_the_past()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var answer = Given.Answer();

        await indicators.PublishAsync(Given.Recorded(answer.Voided(), answer));
        await indicators.SettledAsync();

        Assert.Equal(0, (await indicators.FigureAsync(Global)).GetProperty("n").GetInt32());
        var fact = await indicators.Database.Facts.Find(FilterDefinition<FactDocument>.Empty)
            .SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, fact.Version);
        Assert.Equal("counted", Assert.Single(fact.Past!)["state"]["status"].AsString);
    }

    [Fact]
    public async Task That_are_voided_later_removes_them()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var answer = Given.Answer();
        await indicators.PublishAsync(Given.Recorded(answer, Given.Answer()));
        await indicators.SettledAsync();

        await indicators.PublishAsync(Given.Recorded(answer.Voided()));
        await indicators.SettledAsync();

        Assert.Equal(1, (await indicators.FigureAsync(Global)).GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task With_a_question_left_blank_says_so()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        await indicators.PublishAsync(Given.Recorded(Given.Answer()));
        await indicators.SettledAsync();

        var figure = await indicators.FigureAsync("site=91-EVRY&period=2026-03&indicator=satisfaction.attente");
        Assert.Equal(0, figure.GetProperty("n").GetInt32());
        Assert.Equal(1, figure.GetProperty("excluded").GetInt32());
        Assert.Equal("notMeasured", figure.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Keeps_the_neighbours_of_a_bad_one_and_parks_it_once()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var message = Given.Recorded(Given.Answer(), Given.Answer() with { Version = 0 }, Given.Answer() with { Date = new DateOnly(1970, 1, 1) });

        await indicators.PublishAsync(message);
        await indicators.PublishAsync(message);
        await indicators.SettledAsync();

        Assert.Equal(1, (await indicators.FigureAsync(Global)).GetProperty("n").GetInt32());
        var parked = await indicators.Database.Parked.Find(FilterDefinition<ParkedDocument>.Empty).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["date 1970-01-01 is outside 2000 to 2100", "version 0 is below 1"], parked.Select(item => item.Reason).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_an_unknown_site_parks_all_of_them()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        await indicators.PublishAsync(Given.Recorded(Given.Answer(), Given.Answer()) with { Site = "99-NULLEPART" });

        Assert.Equal(2, await indicators.Database.Parked.CountDocumentsAsync(new BsonDocument(), null, TestContext.Current.CancellationToken));
        Assert.Equal(0, await indicators.Database.Facts.CountDocumentsAsync(new BsonDocument(), null, TestContext.Current.CancellationToken));
    }
}
