using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class The_balance(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closes_when_the_facts_equal_the_rows()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var answers = new[] { Given.Answer(), Given.Answer(), Given.Answer().Voided() };
        var cases = new[] { Given.Case() };
        indicators.Sources.Hold(answers);
        indicators.Sources.Hold(cases);

        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.PublishAsync(indicators.Sources.Row("complaints"));
        await indicators.PublishAsync(Given.Recorded(answers));
        await indicators.PublishAsync(Given.Changed(cases));

        var balance = await indicators.ClosedAsync();
        Assert.Equal(
            ["complaints 91-EVRY 2026-03: 1 = 1 + 0", "surveys 91-EVRY 2026-03: 3 = 2 + 1"],
            balance.GetProperty("rows").EnumerateArray().Select(row =>
                $"{row.GetProperty("source")} {row.GetProperty("site")} {row.GetProperty("month")}: "
                + $"{row.GetProperty("received")} = {row.GetProperty("counted")} + {row.GetProperty("voided")}"));
        Assert.Empty(balance.GetProperty("openDays").EnumerateArray());
        Assert.Empty(indicators.Sources.Requests);
    }

    [Fact]
    public async Task Stays_open_and_says_where_while_an_answer_is_missing()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        indicators.Sources.AnswerRequests = false;
        var answer = Given.Answer();
        indicators.Sources.Hold(answer, Given.Answer());

        await indicators.PublishAsync(Given.Recorded(answer));
        await indicators.PublishAsync(indicators.Sources.Row());

        var balance = await Eventually.ReadsAsync("one fact of two is found",
            _ => indicators.BalanceAsync(),
            balance => balance.GetProperty("openDays").EnumerateArray().Any(day => day.GetProperty("facts").GetInt32() == 1),
            cancellationToken: Token);
        Assert.False(balance.GetProperty("closed").GetBoolean());
        Assert.False(Assert.Single(balance.GetProperty("rows").EnumerateArray()).GetProperty("agrees").GetBoolean());
        var day = Assert.Single(balance.GetProperty("openDays").EnumerateArray());
        Assert.Equal("surveys", day.GetProperty("source").GetString());
        Assert.Equal(Given.Site, day.GetProperty("site").GetString());
        Assert.Equal(Given.Date, day.GetProperty("date").GetString());
        Assert.Equal(2, day.GetProperty("received").GetInt32());
        Assert.InRange(day.GetProperty("since").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Stays_open_while_something_is_pending()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var answer = Given.Answer();
        indicators.Sources.Hold(answer);
        await indicators.PublishAsync(Given.Recorded(answer));
        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.ClosedAsync();

        await indicators.PublishAsync(indicators.Sources.Row(pending: 1));

        var balance = await indicators.BalanceAsync();
        Assert.False(balance.GetProperty("closed").GetBoolean());
        Assert.Equal(1, Assert.Single(balance.GetProperty("rows").EnumerateArray()).GetProperty("pending").GetInt32());
    }

    [Fact]
    public async Task Of_a_later_row_wins()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var answer = Given.Answer();
        var now = DateTimeOffset.UtcNow;
        var older = indicators.Sources.Row(readAt: now.AddSeconds(-1));
        indicators.Sources.Hold(answer);
        var newer = indicators.Sources.Row(readAt: now);
        await indicators.PublishAsync(Given.Recorded(answer));

        await indicators.PublishAsync(newer);
        await indicators.PublishAsync(older);

        Assert.Equal(1, (await RowAsync(indicators)).Told.Received);
        await indicators.ClosedAsync();
    }

    [Fact]
    public async Task Of_a_row_that_was_read_at_the_same_time_takes_the_one_that_came_last()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var now = DateTimeOffset.UtcNow;
        await indicators.PublishAsync(indicators.Sources.Row(readAt: now));
        indicators.Sources.Hold(Given.Answer());

        await indicators.PublishAsync(indicators.Sources.Row(readAt: now));

        Assert.Equal(1, (await RowAsync(indicators)).Told.Received);
    }

    [Fact]
    public async Task Of_a_row_that_says_the_same_again_is_not_compared_again()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.ClosedAsync();

        var later = DateTimeOffset.UtcNow.AddSeconds(1);
        await indicators.PublishAsync(indicators.Sources.Row(readAt: later));

        var row = await RowAsync(indicators);
        Assert.Null(row.Due);
        Assert.Equal(later.ToUnixTimeMilliseconds(), new DateTimeOffset(row.ReadAt).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Of_a_newer_row_is_not_closed_by_an_older_comparison()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var (rows, comparison) = (indicators.Service<BalanceRowStore>(), indicators.Service<BalanceComparison>());
        await indicators.PublishAsync(indicators.Sources.Row());
        var read = await RowAsync(indicators);
        indicators.Sources.Hold(Given.Answer());
        await indicators.PublishAsync(indicators.Sources.Row());

        var outcome = Assert.Single(await comparison.CompareAsync([read], verify: false, Token));

        Assert.True(outcome.Agrees);
        var kept = Assert.Single(await rows.FindAsync([read.Key], Token));
        Assert.False(kept.Agrees);
        Assert.NotNull(kept.Due);
    }

    [Fact]
    public async Task Of_what_cannot_be_a_site_is_left_out_without_a_fault()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);

        await indicators.PublishAsync(indicators.Sources.Row() with { Site = "99|NULLE PART" });

        Assert.Equal(0, await indicators.Database.BalanceRows.EstimatedDocumentCountAsync(null, Token));
    }

    private static async Task<BalanceRowDocument> RowAsync(RunningIndicators indicators) => Assert.Single(
        await indicators.Service<BalanceRowStore>().FindAsync([new BalanceRowKey("surveys", new SiteDay(Given.Site, Given.Day(Given.Date)))], Token));
}
