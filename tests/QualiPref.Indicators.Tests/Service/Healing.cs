using MongoDB.Driver;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Healing(RealEngine engine)
{
    private static readonly BalancePace Quick = new()
    {
        Gathering = TimeSpan.FromMilliseconds(50),
        Look = TimeSpan.FromMilliseconds(50),
        Patience = TimeSpan.FromMilliseconds(100),
        BackOff = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_what_was_lost_sent_again()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        indicators.Sources.Hold(Given.Answer(), Given.Answer());
        indicators.Sources.Hold(Given.Case());

        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.PublishAsync(indicators.Sources.Row("complaints"));
        await indicators.ClosedAsync();

        await indicators.SettledAsync();
        Assert.Equal(2, (await indicators.FigureAsync("site=91-EVRY&period=2026-03&indicator=satisfaction.global")).GetProperty("n").GetInt32());
        Assert.Equal(["complaints", "surveys"], indicators.Sources.Requests.Select(request => request.Source).Distinct().Order());
        Assert.Equal(new(Given.Site, Given.Day(Given.Date)), Assert.Single(indicators.Sources.Requests[0].SiteDays));
    }

    [Fact]
    public async Task Asks_for_the_day_until_it_agrees()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        indicators.Sources.AnswerRequests = false;
        indicators.Sources.Hold(Given.Answer());
        await indicators.PublishAsync(indicators.Sources.Row());
        await RequestsAsync(indicators, 4);

        indicators.Sources.AnswerRequests = true;
        await indicators.ClosedAsync();

        var row = await indicators.Database.BalanceRows.Find(FilterDefinition<Storage.BalanceRowDocument>.Empty).SingleAsync(Token);
        Assert.Null(row.AskAt);
        Assert.Equal(0, row.Attempts);
    }

    [Fact]
    public async Task Overrules_from_the_third_time()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        indicators.Sources.AnswerRequests = false;
        indicators.Sources.Hold(Given.Answer());

        await indicators.PublishAsync(indicators.Sources.Row());

        var requests = await RequestsAsync(indicators, 4);
        Assert.Equal([false, false, true, true], requests.Take(4).Select(request => request.Overrules));
    }

    [Fact]
    public async Task Replaces_a_version_that_the_source_no_longer_knows()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        var answer = Given.Answer();
        // As after a restored backup of the source: the facts are ahead of it.
        indicators.Sources.Hold(answer);
        await indicators.PublishAsync(Given.Recorded(answer.Voided()));

        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.ClosedAsync();

        await indicators.SettledAsync();
        Assert.Equal(1, (await indicators.FigureAsync("site=91-EVRY&period=2026-03&indicator=satisfaction.global")).GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Asks_for_a_day_of_which_the_source_says_that_it_received_nothing()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        await indicators.PublishAsync(Given.Recorded(Given.Answer()));

        await indicators.PublishAsync(indicators.Sources.Row());

        await RequestsAsync(indicators, 1);
        Assert.False((await indicators.BalanceAsync()).GetProperty("closed").GetBoolean());
    }

    [Fact]
    public async Task Leaves_alone_what_is_merely_late()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick with { Patience = TimeSpan.FromMinutes(5) });
        var answer = Given.Answer();
        indicators.Sources.Hold(answer);
        await indicators.PublishAsync(indicators.Sources.Row());
        await Eventually.ReadsAsync("the row is compared",
            token => indicators.Database.BalanceRows.Find(FilterDefinition<Storage.BalanceRowDocument>.Empty).SingleOrDefaultAsync(token),
            row => row?.ComparedAt is not null, cancellationToken: Token);

        await indicators.PublishAsync(Given.Recorded(answer));
        await indicators.ClosedAsync();

        Assert.Empty(indicators.Sources.Requests);
    }

    [Fact]
    public async Task Rests_for_long_where_nothing_is_missing_but_what_is_parked()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);

        await RestForParkedAsync(indicators);

        // The balance is told of the fact a moment after it is there.
        await Eventually.ReadsAsync("one is counted and one parked", async _ =>
        {
            var day = Assert.Single((await indicators.BalanceAsync()).GetProperty("openDays").EnumerateArray());
            return (day.GetProperty("received").GetInt32(), day.GetProperty("facts").GetInt32(), day.GetProperty("parked").GetInt32());
        }, read => read == (2, 1, 1), cancellationToken: Token);
    }

    [Fact]
    public async Task Has_what_is_lost_during_that_rest_sent_at_once()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        await RestForParkedAsync(indicators);

        indicators.Sources.Hold(Given.Answer());
        await indicators.PublishAsync(indicators.Sources.Row());

        await Eventually.ReadsAsync("what was lost is counted", token => RowAsync(indicators, token), row => row?.Facts == 2, cancellationToken: Token);
        await RestsAsync(indicators);
    }

    private static async Task RestForParkedAsync(RunningIndicators indicators)
    {
        indicators.Sources.Hold(Given.Answer(), Given.Answer() with { Channel = "a.channel" });
        await indicators.PublishAsync(indicators.Sources.Row());
        await RestsAsync(indicators);
    }

    private static Task<Storage.BalanceRowDocument?> RestsAsync(RunningIndicators indicators) => Eventually.ReadsAsync(
        "the source is not to be asked for long", token => RowAsync(indicators, token),
        row => row?.AskAt > row?.ComparedAt + TimeSpan.FromMinutes(30), cancellationToken: Token);

    private static async Task<Storage.BalanceRowDocument?> RowAsync(RunningIndicators indicators, CancellationToken cancellationToken) =>
        await indicators.Database.BalanceRows.Find(FilterDefinition<Storage.BalanceRowDocument>.Empty).SingleOrDefaultAsync(cancellationToken);

    private static Task<IReadOnlyList<Contracts.Balance.V1.ResponsesRequested>> RequestsAsync(RunningIndicators indicators, int atLeast) =>
        Eventually.ReadsAsync($"the source is asked {atLeast} times", _ => Task.FromResult(indicators.Sources.Requests),
            requests => requests.Count >= atLeast, cancellationToken: Token);
}
