using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Step by step, without the worker: what may come between two steps.</summary>
public sealed class Recomputing_a_site_day(RealEngine engine)
{
    private static readonly SiteDay Day = new(Given.Site, Given.Day(Given.Date));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_the_mark_of_a_fact_that_arrives_between_counting_and_clearing()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        await RecordAsync(indicators, Given.Answer());
        var reading = await ReadAsync(recomputation);

        await RecordAsync(indicators, Given.Answer());
        await recomputation.WriteAsync(reading, Token);

        Assert.Equal(1, await CountedAsync(indicators));
        await WorkAsync(indicators);
        Assert.Equal(2, await CountedAsync(indicators));
    }

    [Fact]
    public async Task Keeps_the_mark_of_a_fact_that_changes_between_counting_and_clearing()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        var answer = Given.Answer();
        await RecordAsync(indicators, answer);
        var reading = await ReadAsync(recomputation);

        await RecordAsync(indicators, answer.Voided());
        await recomputation.WriteAsync(reading, Token);

        Assert.Equal([Day.ToString()], await DirtyDaysAsync(indicators));
        await WorkAsync(indicators);
        Assert.Equal(0, await CountedAsync(indicators));
    }

    [Fact]
    public async Task Keeps_the_mark_of_a_fact_that_is_overruled_by_an_equal_version_between_counting_and_clearing()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        var answer = Given.Answer("satisfait");
        await RecordAsync(indicators, answer);
        var reading = await ReadAsync(recomputation);

        var sentAgain = Given.Recorded(answer with { Choices = new Dictionary<string, string> { ["global"] = "peu-satisfait" } });
        await indicators.Service<FactStore>().OverruleAsync(AnswerFacts.Read(sentAgain, indicators.Service<LiveCatalogue>().Current).Good, Token);
        await recomputation.WriteAsync(reading, Token);

        Assert.Equal([Day.ToString()], await DirtyDaysAsync(indicators));
        await WorkAsync(indicators);
        Assert.Equal("peu-satisfait", Assert.Single((await indicators.CellAsync(Given.Site, Given.Date))!.Answers.Single(row => row.Question == "global").Options).Option);
        Assert.Empty(await DirtyDaysAsync(indicators));
    }

    [Fact]
    public async Task Takes_no_cell_for_wrong_that_lacks_a_fact_which_came_while_its_facts_were_read()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        await RecordAsync(indicators, Given.Answer());
        await WorkAsync(indicators);

        await RecordAsync(indicators, Given.Answer());

        Assert.False(await recomputation.MendAsync(Day, Token));
        await WorkAsync(indicators);
        Assert.Equal(2, await CountedAsync(indicators));
    }

    [Fact]
    public async Task Lets_the_faster_of_two_workers_win_and_the_slower_start_again()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        await RecordAsync(indicators, Given.Answer());
        var slow = await ReadAsync(recomputation);
        await RecordAsync(indicators, Given.Answer());
        var fast = await ReadAsync(recomputation);

        Assert.Equal(CellOutcome.Changed, await recomputation.WriteAsync(fast, Token));
        Assert.Equal(CellOutcome.Overtaken, await recomputation.WriteAsync(slow, Token));

        Assert.Equal(2, await CountedAsync(indicators));
        Assert.Empty(await DirtyDaysAsync(indicators));
    }

    [Fact]
    public async Task Keeps_the_marks_of_a_worker_that_was_overtaken_by_one_that_knew_less()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        await RecordAsync(indicators, Given.Answer());
        var fast = await ReadAsync(recomputation);
        await RecordAsync(indicators, Given.Answer());
        var slow = await ReadAsync(recomputation);

        await recomputation.WriteAsync(fast, Token);
        Assert.Equal(CellOutcome.Overtaken, await recomputation.WriteAsync(slow, Token));

        Assert.Equal([Day.ToString()], await DirtyDaysAsync(indicators));
        await WorkAsync(indicators);
        Assert.Equal(2, await CountedAsync(indicators));
    }

    [Fact]
    public async Task Lets_a_worker_that_found_nothing_new_defeat_one_that_read_before()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        var answer = Given.Answer();
        await RecordAsync(indicators, answer);
        await WorkAsync(indicators);
        await RecordAsync(indicators, answer.Voided());
        var slow = await ReadAsync(recomputation);
        await RecordAsync(indicators, answer with { Version = 3 });
        var fast = await ReadAsync(recomputation);

        Assert.Equal(CellOutcome.Unchanged, await recomputation.WriteAsync(fast, Token));
        Assert.Equal(CellOutcome.Overtaken, await recomputation.WriteAsync(slow, Token));

        Assert.Equal(1, await CountedAsync(indicators));
        Assert.Empty(await DirtyDaysAsync(indicators));
    }

    [Fact]
    public async Task Does_not_raise_the_version_when_nothing_changed()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        await RecordAsync(indicators, Given.Answer());
        await WorkAsync(indicators);

        await RecordAsync(indicators, Given.Answer() with { Status = "abandoned", Choices = new Dictionary<string, string>() });
        await WorkAsync(indicators);

        Assert.Equal(1, (await indicators.CellAsync(Given.Site, Given.Date))!.Version);
    }

    private static Task<RecordedFacts> RecordAsync(RunningIndicators indicators, params SurveyResponseState[] answers) => indicators.Service<FactStore>()
        .RecordAsync(AnswerFacts.Read(Given.Recorded(answers), indicators.Service<LiveCatalogue>().Current).Good, Token);

    private static async Task WorkAsync(RunningIndicators indicators)
    {
        var recomputation = indicators.Service<CellRecomputation>();
        await recomputation.WriteAsync(await ReadAsync(recomputation), Token);
    }

    private static async Task<SiteDayReading> ReadAsync(CellRecomputation recomputation)
    {
        var reading = await recomputation.ReadAsync(Day, Token);
        Assert.NotNull(reading);
        return reading;
    }

    private static async Task<int> CountedAsync(RunningIndicators indicators) =>
        (await indicators.CellAsync(Given.Site, Given.Date))!.Answers
            .Where(row => row.Question == "global").Sum(row => row.Options.Sum(option => option.Count));

    private static Task<IReadOnlyList<string>> DirtyDaysAsync(RunningIndicators indicators) =>
        indicators.Service<DirtyFacts>().FindDaysAsync("", 10, Token);
}
