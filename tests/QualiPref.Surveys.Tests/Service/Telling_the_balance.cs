using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Persistence;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Telling_the_balance(RealEngine engine)
{
    // Over, and recent enough to count, whenever the tests run.
    private static readonly DateOnly Day = new DateOnly(SiteCalendar.Today.Year, SiteCalendar.Today.Month, 1).AddMonths(-2).AddDays(2);
    private static readonly DateOnly NextMonth = Day.AddMonths(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_of_touched_days_are_told_after_their_records()
    {
        await using var host = await SurveysHost.StartAsync(engine);
        var ids = await HandInAsync(host, Day, Day, NextMonth);

        var row = await host.Told.WaitRowAsync(SurveysHost.Site, Day, row => row is { Received: 2, Pending: 0 });
        await host.Told.WaitRowAsync(SurveysHost.Site, NextMonth, row => row is { Received: 1, Counted: 1, Pending: 0 });

        Assert.Equal((2, 2, 0, 0, 0, 0), (row.Received, row.Counted, row.SetAside, row.Discarded, row.Abandoned, row.Voided));
        Assert.Equal(Digests.Of((ids[0], 1, true), (ids[1], 1, true)), row.Digest);
        var everything = host.Told.Everything.ToList();
        var told = everything.FindIndex(message => message is IntakeBalanceChanged statement && statement.Rows.Contains(row));
        Assert.Equal(ids[..2].Order(), everything[..told].OfType<SurveyResponsesRecorded>().SelectMany(message => message.Responses)
            .Where(state => state.Date == Day).Select(state => state.ResponseId).Order());
        Assert.All(host.Told.Statements, statement => Assert.Equal("surveys", statement.Source));
    }

    [Fact]
    public async Task A_decision_changes_the_row()
    {
        await using var host = await SurveysHost.StartAsync(engine);
        var ids = await HandInAsync(host, Day);
        await host.Told.WaitRowAsync(SurveysHost.Site, Day, row => row is { Counted: 1, Pending: 0 });
        using var quality = host.As("quality");

        await quality.DecideAsync(ids[0], "void", 1);

        var row = await host.Told.WaitRowAsync(SurveysHost.Site, Day, row => row is { Voided: 1, Pending: 0 });
        Assert.Equal((1, 0), (row.Received, row.Counted));
        Assert.Equal(Digests.Of((ids[0], 2, false)), row.Digest);
    }

    [Fact]
    public async Task What_the_sweep_published_is_told_too()
    {
        await using var host = await SurveysHost.StartAsync(engine);
        await host.Storage.Responses.InsertOneAsync(Stored.Answer(Day, pendingSince: DateTime.UtcNow.AddMinutes(-1)), cancellationToken: Token);

        await host.Told.WaitRowAsync(SurveysHost.Site, Day, row => row is { Received: 1, Counted: 1, Pending: 0 });
    }

    [Fact]
    public async Task The_moment_of_the_reading_is_that_of_the_database_before_it()
    {
        // The clock of the process is a day behind: it must not show.
        await using var host = await SurveysHost.StartAsync(engine, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(-1)));
        var before = await ClockAsync(host);
        await host.AskAsync(new ResponsesRequested { Source = "surveys", SiteDays = [new(SurveysHost.Site, Day)] });

        Assert.InRange(Assert.Single(host.Told.Statements).ReadAt, before, await ClockAsync(host));
    }

    [Fact]
    public async Task At_start_every_day_is_told_newest_month_first_and_every_hour_again()
    {
        await using var databases = engine.NewPrefix();
        var days = new[] { DateOnly.MinValue, new DateOnly(2024, 2, 29), new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30), new DateOnly(2026, 7, 3), DateOnly.MaxValue };
        await SurveysHost.HoldAsync(engine.ConnectionString, databases.Value, days.SelectMany(day => new[] { Stored.Answer(day), Stored.Answer(day, "91-ETAMPES") }));
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await SurveysHost.StartAsync(engine.ConnectionString, databases.Value, time);

        await host.Told.WaitRowAsync("91-ETAMPES", DateOnly.MinValue, row => row.Received == 1);
        await host.Told.WaitRowAsync(SurveysHost.Site, DateOnly.MinValue, row => row.Received == 1);

        foreach (var site in new[] { SurveysHost.Site, "91-ETAMPES" })
        {
            var rows = host.Told.Statements.Where(statement => statement.Site == site).Select(statement => statement.Rows.Select(row => row.Date).Order().ToArray());
            Assert.Equal([[DateOnly.MaxValue], [new(2026, 7, 3)], [new(2026, 6, 1), new(2026, 6, 30)], [new(2024, 2, 29)], [DateOnly.MinValue]], rows);
        }

        // Again and again: the worker may not have lain down to rest yet.
        await Eventually.ReadsAsync("every day is told a second time", _ =>
        {
            time.Advance(TimeSpan.FromHours(1));
            return Task.FromResult(days.Min(day => host.Told.Rows(SurveysHost.Site, day).Count));
        }, n => n >= 2, cancellationToken: Token);
    }

    [Fact]
    public async Task When_a_replica_starts_every_day_is_told_by_the_one_that_tells_for_all()
    {
        await using var databases = engine.NewPrefix();
        await SurveysHost.HoldAsync(engine.ConnectionString, databases.Value, [Stored.Answer(Day)]);
        await using var first = await SurveysHost.StartAsync(engine.ConnectionString, databases.Value);
        await first.Told.WaitRowAsync(SurveysHost.Site, Day, row => row.Received == 1);

        // It may replace one that died before it told the row of a day.
        await using var second = await SurveysHost.StartAsync(engine.ConnectionString, databases.Value);
        await Eventually.ReadsAsync("the first tells the day once more", _ => Task.FromResult(first.Told.Rows(SurveysHost.Site, Day).Count), told => told == 2, cancellationToken: Token);
        Assert.Empty(second.Told.Rows(SurveysHost.Site, Day));

        // Where the one that told is gone, the next tells: it may have died in the middle.
        await first.StopAsync();
        await second.Told.WaitRowAsync(SurveysHost.Site, Day, row => row.Received == 1);
    }

    [Fact]
    public async Task However_many_answers_there_are_a_reply_of_the_database_holds_a_batch()
    {
        const int Held = (2 * LongReads.BatchSize) + 1;
        var still = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await SurveysHost.StartOnAsync(engine, still, [.. Enumerable.Range(0, Held).Select(_ => Stored.Answer())]);
        using var quality = host.As("quality");
        // What goes through older answers reads in batches too.
        await Eventually.HoldsAsync("older answers are masked", async token => await host.Storage.Maskings.Find(one => one.Id == MaskingProgress.Texts && one.Round > 1).AnyAsync(token), cancellationToken: TestContext.Current.CancellationToken);
        var furtherReplies = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MongoDB.Driver",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = command =>
            {
                if (Equals(command.GetTagItem("db.command.name"), "getMore")
                    && Equals(command.GetTagItem("db.namespace"), host.Storage.Database.DatabaseNamespace.DatabaseName)) Interlocked.Increment(ref furtherReplies);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await quality.GetJsonAsync("balance?site=91-EVRY&period=2026-07");

        // Left to itself, the driver asks once for all that is left.
        Assert.Equal(2, furtherReplies);
    }

    // Of an attempt that failed nobody knows what it did: it may have published, and taken the mark away.
    [Fact]
    public async Task A_day_is_told_although_its_answers_could_not_be_published()
    {
        await using var host = await SurveysHost.StartAsync(engine);
        host.Told.RefusesAnswers = true;

        await HandInAsync(host, Day);

        await host.Told.WaitRowAsync(SurveysHost.Site, Day, row => row is { Received: 1, Counted: 0, Pending: 1 });
    }

    [Fact]
    public async Task Is_told_again_once_it_is_quiet()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await SurveysHost.StartOnAsync(engine, time, Stored.Answer());
        var day = await HandInOneAsync(host, time);
        await TellAsync(host, time, day, told => told == 1);

        time.Advance(TouchedDays<ResponseIntake>.Quiet);

        // The worker may not have been waiting yet when the clock was put forward.
        await TellAsync(host, time, day, told => told == 2);
    }

    [Fact]
    public async Task Waits_while_nobody_takes_rows_and_the_intake_goes_on()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await SurveysHost.StartAsync(engine, time);
        host.Told.RefusesRows = true;
        var day = await HandInOneAsync(host, time);
        await Eventually.ReadsAsync("rows are refused", _ => Advance(time, host.Told.RowsRefused), refused => refused >= 3, cancellationToken: Token);
        Assert.Equal(HttpStatusCode.Created, (await host.Http.PutAnswerAsync(Guid.CreateVersion7(), Requests.Answer())).StatusCode);

        host.Told.RefusesRows = false;

        await TellAsync(host, time, day, told => told > 0);
        await Eventually.ReadsAsync("both are in the row", _ => Advance(time, host.Told.Rows(SurveysHost.Site, day)[^1]), row => row is { Received: 2, Pending: 0 },
            cancellationToken: Token);
    }

    [Fact]
    public async Task Reads_nothing_but_by_the_index_of_site_and_day()
    {
        await using var queries = new HeardQueries(engine);
        await using var databases = engine.NewPrefix();
        await SurveysHost.HoldAsync(engine.ConnectionString, databases.Value, Enumerable.Range(0, 400).Select(number => Stored.Answer(Day.AddDays(number % 4))));
        await using var host = await SurveysHost.StartAsync(queries.ConnectionString, databases.Value);
        await host.AskAsync(new ResponsesRequested { Source = "surveys", SiteDays = [new(SurveysHost.Site, Day)] });

        // The days of a month, the day to go on with, and the answers of a day.
        string[] orders = ["{ }", "{ \"date\" : -1 }", "{ \"_id\" : 1 }"];
        var asked = await Eventually.ReadsAsync("all three were asked for",
            _ => Task.FromResult(queries.Of("responses").Where(find => find["filter"].AsBsonDocument.Contains("site")).ToList()),
            finds => orders.All(order => finds.Any(find => OrderOf(find) == order)), cancellationToken: Token);
        foreach (var find in asked)
        {
            var plan = await queries.PlanAsync(find, Token);
            Assert.Equal(["siteDay"], plan.Indexes);
            Assert.False(plan.Sorts, plan.ToString());
        }
    }

    private static string OrderOf(BsonDocument find) => find.GetValue("sort", new BsonDocument()).ToString()!;

    private static async Task<List<Guid>> HandInAsync(SurveysHost host, params DateOnly[] days)
    {
        using var agent = host.As("agent");
        var ids = new List<Guid>();
        // At nine or ten of the site's clock, in summer as in winter.
        foreach (var day in days)
        {
            ids.Add(Guid.CreateVersion7());
            await agent.PutAnswerAsync(ids[^1], Requests.Answer(("channel", "paper"), ("answeredAt", $"{day:O}T10:00:00+02:00")));
        }
        return ids;
    }

    /// <summary>Hands in an answer on a clock that stands still but for this, and waits until it was published.</summary>
    private static async Task<DateOnly> HandInOneAsync(SurveysHost host, FakeTimeProvider time)
    {
        var id = Guid.CreateVersion7();
        await host.Http.PutAnswerAsync(id, Requests.Answer());
        return (await Eventually.ReadsAsync("it is published", _ => Advance(time, host.Told.Latest(id)), state => state is not null, cancellationToken: Token))!.Date;
    }

    private static Task<int> TellAsync(SurveysHost host, FakeTimeProvider time, DateOnly day, Func<int, bool> expected) => Eventually.ReadsAsync(
        "the row is told", _ => Advance(time, host.Told.Rows(SurveysHost.Site, day).Count), expected, cancellationToken: Token);

    private static Task<T> Advance<T>(FakeTimeProvider time, T value)
    {
        time.Advance(TimeSpan.FromMilliseconds(200));
        return Task.FromResult(value);
    }

    private static async Task<DateTimeOffset> ClockAsync(SurveysHost host) => await Platform.Persistence.DatabaseClock.ReadAsync(host.Storage.Database, Token);
}
