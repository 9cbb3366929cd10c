using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Features.Patrolling;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What somebody, or a fault, changes straight in the database is found without a message.</summary>
public sealed class Patrolling(RealEngine engine)
{
    private static readonly BalancePace Quick = new()
    {
        Gathering = TimeSpan.FromMilliseconds(50),
        Look = TimeSpan.FromMilliseconds(50),
        Patience = TimeSpan.FromMilliseconds(100),
        BackOff = [TimeSpan.FromMilliseconds(100)],
        PatrolInterval = TimeSpan.FromMilliseconds(50),
    };

    private static readonly string[] Alterations =
    [
        """{ "version": 9 }""",
        """{ "version": "?" }""",
        """{ "hash": null }""",
        """{ "current": 7 }""",
        """{ "current.questionnaireVersion": 1.0 }""",
        """{ "date": "2026-03-22" }""",
        """{ "date": "2026-03-2x" }""",
        """{ "site": "91-PALAISEAU" }""",
        """{ "site": "?" }""",
    ];

    private static readonly string[] Content = ["site", "date", "version", "current", "hash"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fact_removed_in_the_database_is_found()
    {
        await using var indicators = await ClosedWithAsync(Given.Answer(), Given.Answer());

        await indicators.Database.FactsAsStored.DeleteOneAsync(new BsonDocument(), Token);

        await FactsAsync(indicators, facts => facts.Count == 2);
        await indicators.ClosedAsync();
        await indicators.SettledAsync();
        Assert.Equal(2, await CountedAsync(indicators));
    }

    [Fact]
    public async Task A_fact_altered_in_the_database_is_found_and_replaced()
    {
        await using var indicators = await ClosedWithAsync(Given.Answer("satisfait"));

        await AlterAsync(indicators, new BsonDocument("current.choices.global", "peu-satisfait"));

        var fact = Assert.Single(await FactsAsync(indicators, facts => facts.Single()["current"]["choices"]["global"] == "satisfait"));
        await indicators.ClosedAsync();
        await indicators.SettledAsync();
        // What it said meanwhile is not lost: it may have counted.
        Assert.Equal("peu-satisfait", Assert.Single(fact["past"].AsBsonArray)["state"]["choices"]["global"].AsString);
        Assert.True(indicators.Sources.Requests[0].Overrules);
        var figure = await indicators.FigureAsync("site=91-EVRY&period=2026-03&indicator=satisfaction.global");
        Assert.Equal(1, figure.GetProperty("numerator").GetInt32());
    }

    [Fact]
    public async Task A_fact_altered_in_any_way_is_replaced()
    {
        // Each on a day of its own: a day is asked for as a whole, and what is altered on it unseen would be replaced with what is seen.
        var answers = Alterations.Select((_, at) => Given.Answer(date: $"2026-03-{at + 1:00}")).ToArray();
        await using var indicators = await ClosedWithAsync(answers);
        var before = (await FactsAsync(indicators, facts => facts.Count == answers.Length)).ToDictionary(Id);

        foreach (var (answer, change) in answers.Zip(Alterations))
        {
            await indicators.Database.FactsAsStored.UpdateOneAsync(
                new BsonDocument("_id", new FactKey(FactSources.Surveys, answer.ResponseId).ToBson()), new BsonDocument("$set", BsonDocument.Parse(change)), null, Token);
        }

        await FactsAsync(indicators, facts => facts.All(fact => IsSame(fact, before[Id(fact)])));
        await indicators.ClosedAsync();
        await indicators.SettledAsync();
        foreach (var answer in answers) Assert.Equal(1, await CountedAsync(indicators, FormattableString.Invariant($"{answer.Date:yyyy-MM-dd}")));
    }

    [Fact]
    public async Task A_lost_update_under_an_equal_count_is_found()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        var answer = Given.Answer();
        indicators.Sources.Hold(answer);
        await indicators.PublishAsync(Given.Recorded(answer));
        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.ClosedAsync();

        indicators.Sources.Hold(answer.Voided());
        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.ClosedAsync();

        await indicators.SettledAsync();
        Assert.Equal(0, await CountedAsync(indicators));
    }

    [Fact]
    public async Task A_fact_of_which_the_source_told_nothing_is_found()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        var answer = Given.Answer();
        indicators.Sources.Hold(answer);

        // Its row was lost: only the source can tell it.
        await indicators.PublishAsync(Given.Recorded(answer));

        await indicators.ClosedAsync();
        Assert.NotEmpty(indicators.Sources.Requests);
    }

    [Fact]
    public async Task A_cell_altered_in_the_database_is_recomputed()
    {
        await using var indicators = await ClosedWithAsync(Given.Answer());
        await indicators.SettledAsync();
        var before = (await indicators.CellAsync(Given.Site, Given.Date))!;

        await indicators.Database.Cells.UpdateOneAsync(
            new BsonDocument(), Builders<CellDocument>.Update.Set(cell => cell.Content.Answers, []), null, Token);

        await Eventually.ReadsAsync("the cell has a new version",
            _ => indicators.CellAsync(Given.Site, Given.Date), cell => cell!.Version == before.Version + 1, cancellationToken: Token);
        Assert.Equal(1, await CountedAsync(indicators));
        Assert.Empty(indicators.Sources.Requests);
    }

    [Fact]
    public async Task Cells_are_left_alone_while_any_are_counted_anew()
    {
        await using var queries = new HeardQueries(engine);
        await using var indicators = await RunningIndicators.PrepareAsync(engine, Quick, settings: $"--QUALIPREF_MONGO={queries.ConnectionString}");
        var (day, recomputation) = (new SiteDay(Given.Site, Given.Day(Given.Date)), indicators.Service<CellRecomputation>());
        await indicators.PublishAsync(Given.Recorded(Given.Answer()));
        await recomputation.WriteAsync((await recomputation.ReadAsync(day, Token))!, Token);
        await indicators.Database.Cells.UpdateOneAsync(
            new BsonDocument(), Builders<CellDocument>.Update.Set(cell => cell.Content.Answers, []), null, Token);
        var rebuild = new RebuildDocument
        {
            Id = Guid.NewGuid(),
            Sites = [Given.Site],
            From = day.Date,
            To = day.Date,
            Done = 0,
            Facts = 0,
            RunningSince = DateTime.UtcNow,
        };
        await indicators.Service<RebuildStore>().AddAsync(rebuild, audit: null, Token);

        indicators.StartWorker<PatrolWorker>();
        await Eventually.ReadsAsync("the patrol has asked for rebuilds", _ => Task.FromResult(queries.Of("rebuilds").Count), asked => asked > 20, cancellationToken: Token);
        Assert.Empty((await indicators.CellAsync(Given.Site, Given.Date))!.Answers);
        await indicators.Database.Rebuilds.DeleteOneAsync(one => one.Id == rebuild.Id, Token);

        await Eventually.ReadsAsync("the cell is right again", _ => indicators.CellAsync(Given.Site, Given.Date), cell => cell!.Answers.Count > 0, cancellationToken: Token);
    }

    [Fact]
    public async Task A_cell_lost_in_the_database_comes_back_with_a_higher_version()
    {
        await using var indicators = await ClosedWithAsync(Given.Answer());
        await indicators.SettledAsync();
        var before = (await indicators.CellAsync(Given.Site, Given.Date))!;

        await indicators.Database.Cells.DeleteOneAsync(new BsonDocument(), Token);

        var after = await Eventually.ReadsAsync("the cell is there again",
            _ => indicators.CellAsync(Given.Site, Given.Date), cell => cell is not null, cancellationToken: Token);
        Assert.Equal(1, await CountedAsync(indicators));
        Assert.True(after!.Version > before.Version);
    }

    [Fact]
    public async Task Facts_of_the_previous_shape_are_not_taken_for_altered()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine, Quick);
        var answer = Given.Answer();
        indicators.Sources.Hold(answer);
        await indicators.PublishAsync(Given.Recorded(answer));
        await indicators.Database.FactsAsStored.UpdateOneAsync(new BsonDocument(), Builders<BsonDocument>.Update.Unset("hash"), null, Token);
        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.ClosedAsync();

        // The patrol has been everywhere once it found a cell that was altered after.
        await indicators.SettledAsync();
        await indicators.Database.Cells.DeleteOneAsync(new BsonDocument(), Token);
        await Eventually.ReadsAsync("the patrol came by",
            _ => indicators.CellAsync(Given.Site, Given.Date), cell => cell is not null, cancellationToken: Token);

        Assert.True((await indicators.BalanceAsync()).GetProperty("closed").GetBoolean());
        Assert.Empty(indicators.Sources.Requests);
    }

    private async Task<RunningIndicators> ClosedWithAsync(params Contracts.Surveys.V1.SurveyResponseState[] answers)
    {
        var indicators = await RunningIndicators.StartAsync(engine, Quick);
        indicators.Sources.Hold(answers);
        await indicators.PublishAsync(Given.Recorded(answers));
        foreach (var day in answers.Select(answer => answer.Date).Distinct())
            await indicators.PublishAsync(indicators.Sources.Row(date: FormattableString.Invariant($"{day:yyyy-MM-dd}")));
        await indicators.ClosedAsync();
        return indicators;
    }

    private static Task<UpdateResult> AlterAsync(RunningIndicators indicators, BsonDocument change) => indicators.Database.FactsAsStored.UpdateOneAsync(
        new BsonDocument(), new BsonDocument("$set", change), null, Token);

    // A round leads past every site, and the patrol rests nineteen times as long as it looks: on a busy machine that takes long.
    private static Task<List<BsonDocument>> FactsAsync(RunningIndicators indicators, Predicate<List<BsonDocument>> expected) => Eventually.ReadsAsync(
        "the facts are as they were",
        token => indicators.Database.FactsAsStored.Find(new BsonDocument()).ToListAsync(token), facts => expected(facts), TimeSpan.FromSeconds(60), Token);

    private static bool IsSame(BsonDocument one, BsonDocument other) => Content
        .All(field => new BsonDocument("_", one[field]).ToBson().AsSpan().SequenceEqual(new BsonDocument("_", other[field]).ToBson()));

    private static BsonValue Id(BsonDocument fact) => fact["_id"];

    private static async Task<int> CountedAsync(RunningIndicators indicators, string date = Given.Date) =>
        (await indicators.CellAsync(Given.Site, date))!.Answers
            .Where(row => row.Question == "global").Sum(row => row.Options.Sum(option => option.Count));
}
