using CsCheck;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>A cell is what all facts of its day add up to, although only those that came and went are read.</summary>
[Sampled]
public sealed class Adding_what_changed(RealEngine engine)
{
    private static readonly DateOnly[] Dates = [Given.Day("2026-03-10"), Given.Day("2026-03-11"), Given.Day("2026-03-12")];
    private static readonly string[] Options = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait"];

    private static readonly int Walks = Effort.IsLong ? 500 : 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_comes_between_two_steps_and_wherever_a_worker_dies()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);

        await Gen.Int.SampleAsync(
            async seed =>
            {
                await indicators.Database.Facts.DeleteManyAsync(FilterDefinition<FactDocument>.Empty, Token);
                await indicators.Database.Cells.DeleteManyAsync(FilterDefinition<CellDocument>.Empty, Token);
                var walk = new Walk(indicators, new Random(seed));
                for (var step = 0; step < 80; step++) await walk.StepAsync();
                await walk.EndAsync();
                foreach (var date in Dates) await AssertIsSumAsync(indicators, new SiteDay(Given.Site, date));
            },
            iter: Walks, threads: 1);
    }

    [Fact]
    public async Task While_two_workers_count_and_facts_change_under_them()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var walk = new Walk(indicators, new Random(Effort.Seed), most: 100);
        using var told = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                while (!told.IsCancellationRequested) await new Walk(indicators, new Random(0)).EndAsync();
            },
            Token)).ToList();

        for (var step = 0; step < 400; step++) await walk.TellAsync();
        await told.CancelAsync();
        await Task.WhenAll(workers);
        await walk.EndAsync();

        foreach (var date in Dates) await AssertIsSumAsync(indicators, new SiteDay(Given.Site, date));
    }

    [Fact]
    public async Task Counts_nothing_twice_of_more_facts_than_are_read_at_once_after_a_death()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var walk = new Walk(indicators, new Random(0));
        var day = new SiteDay(Given.Site, Dates[0]);
        await RecordAsync(indicators, [.. Enumerable.Range(0, DirtyFacts.MostRead + 2).Select(_ => Given.Answer(Options[0], "2026-03-10"))]);
        var reading = (await indicators.Service<CellRecomputation>().ReadAsync(day, Token))!;
        await walk.DieAsync(reading);

        await walk.EndAsync();

        await AssertIsSumAsync(indicators, day);
        Assert.Equal(DirtyFacts.MostRead + 2, (await indicators.CellAsync(Given.Site, "2026-03-10"))!.Answers.Single(row => row.Question == "global").Options.Single().Count);
    }

    [Fact]
    public async Task A_fact_that_comes_back_while_the_day_it_had_gone_to_still_waits()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var (here, answer) = (new SiteDay(Given.Site, Dates[0]), Given.Answer(Options[0], "2026-03-10"));
        await RecordAsync(indicators, answer);
        await WorkAsync(indicators, here);
        await RecordAsync(indicators, answer with { Version = 2, Date = Dates[1] });
        await WorkAsync(indicators, here);
        // Nothing of the first is said beside this one any more.
        await RecordAsync(indicators, Given.Answer(Options[1], "2026-03-10"));
        await WorkAsync(indicators, here);

        await RecordAsync(indicators, answer with { Version = 3 });
        await WorkAsync(indicators, here);

        await AssertIsSumAsync(indicators, here);
    }

    [Fact]
    public async Task A_fact_that_is_marked_to_be_counted_anew_while_a_day_that_it_left_still_waits()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var (here, answer) = (new SiteDay(Given.Site, Dates[1]), Given.Answer(Options[0], "2026-03-10"));
        await RecordAsync(indicators, answer);
        await WorkAsync(indicators, new SiteDay(Given.Site, Dates[0]));
        await RecordAsync(indicators, answer with { Version = 2, Date = Dates[1] });
        await WorkAsync(indicators, here);
        await RecordAsync(indicators, Given.Answer(Options[1], "2026-03-11"));
        var slow = (await indicators.Service<CellRecomputation>().ReadAsync(here, Token))!;

        await new Walk(indicators, new Random(0)).MarkAsync();
        await indicators.Service<CellRecomputation>().WriteAsync(slow, Token);
        await WorkAsync(indicators, here);

        await AssertIsSumAsync(indicators, here);
    }

    [Fact]
    public async Task Reads_no_fact_that_was_counted_before()
    {
        await using var queries = new HeardQueries(engine);
        await using var indicators = await RunningIndicators.PrepareAsync(engine, settings: $"--QUALIPREF_MONGO={queries.ConnectionString}");
        var day = new SiteDay(Given.Site, Given.Day(Given.Date));
        await RecordAsync(indicators, Given.Answer(), Given.Answer());
        await WorkAsync(indicators, day);
        // The first of a day are all that there is.
        Assert.Equal(new BsonDocument("dirty", day.ToString()), Assert.Single(queries.Of("facts"))["filter"]);
        queries.Forget();

        await RecordAsync(indicators, Given.Answer());
        await WorkAsync(indicators, day);

        Assert.Equal(new BsonDocument("dirty", day.ToString()), Assert.Single(queries.Of("facts"))["filter"]);
        await AssertIsSumAsync(indicators, day);
    }

    [Fact]
    public async Task Counts_all_facts_where_one_that_was_counted_changes_and_its_cell_is_lost()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var (day, answer) = (new SiteDay(Given.Site, Given.Day(Given.Date)), Given.Answer());
        await RecordAsync(indicators, answer, Given.Answer());
        await WorkAsync(indicators, day);
        await indicators.Database.Cells.DeleteManyAsync(new BsonDocument(), Token);

        await RecordAsync(indicators, answer.Voided());
        await WorkAsync(indicators, day);

        await AssertIsSumAsync(indicators, day);
    }

    [Fact]
    public async Task Counts_all_facts_where_a_release_before_wrote_the_cell()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var recomputation = indicators.Service<CellRecomputation>();
        var day = new SiteDay(Given.Site, Given.Day(Given.Date));
        await RecordAsync(indicators, Given.Answer());
        await WorkAsync(indicators, day);
        // That release counted a fact as well which it has not cleared yet, under a pass of its own.
        await RecordAsync(indicators, Given.Answer());
        var reading = await recomputation.ReadAsync(day, Token);
        await indicators.Database.Cells.UpdateOneAsync(
            new BsonDocument(), Builders<CellDocument>.Update.Set(cell => cell.Content, reading!.Content).Inc(cell => cell.Pass, 1).Inc(cell => cell.Version, 1), null, Token);

        await WorkAsync(indicators, day);

        await AssertIsSumAsync(indicators, day);
    }

    private static async Task WorkAsync(RunningIndicators indicators, SiteDay day)
    {
        var recomputation = indicators.Service<CellRecomputation>();
        await recomputation.WriteAsync((await recomputation.ReadAsync(day, Token))!, Token);
    }

    private static Task<RecordedFacts> RecordAsync(RunningIndicators indicators, params SurveyResponseState[] answers) =>
        indicators.Service<FactStore>().RecordAsync(Facts(indicators, answers), Token);

    private static List<Fact> Facts(RunningIndicators indicators, params SurveyResponseState[] answers) =>
        AnswerFacts.Read(Given.Recorded(answers), indicators.Service<LiveCatalogue>().Current).Good;

    private static async Task AssertIsSumAsync(RunningIndicators indicators, SiteDay day)
    {
        var counts = new StateCounts();
        await foreach (var held in indicators.Service<HeldFacts>().WalkAsync(day.Site, day.Date, day.Date, Token)) counts = held.States;
        var cell = await indicators.Service<CellStore>().FindAsync(day, Token);
        Assert.Equal(indicators.Service<CellContents>().Of(counts.ToStates()).ToJson(), (cell?.Content ?? indicators.Service<CellContents>().Of(new StateCounts().ToStates())).ToJson());
    }

    /// <summary>Facts that come, change, move and are overruled; workers that read, write, are slow, and die between the cell and the marks.</summary>
    private sealed class Walk(RunningIndicators indicators, Random random, int most = 5)
    {
        private readonly List<SurveyResponseState> _told = [];
        private readonly List<SiteDayReading> _readings = [];
        private readonly CellRecomputation _recomputation = indicators.Service<CellRecomputation>();

        public Task StepAsync() => random.Next(8) switch
        {
            0 or 1 => ReadAsync(),
            2 => WriteAsync(reading => _recomputation.WriteAsync(reading, Token)),
            3 => WriteAsync(DieAsync),
            4 => TogetherAsync(),
            // Two at once, and something comes meanwhile.
            5 => Task.WhenAll(TogetherAsync(), TogetherAsync(), TellAsync()),
            _ => TellAsync(),
        };

        public Task TellAsync() => random.Next(8) switch
        {
            // Few, that change often: what a fact was before is what is hard to know.
            0 or 1 when _told.DistinctBy(told => told.ResponseId).Count() < most => RecordAsync(Answer() with { Version = 1, ResponseId = Guid.NewGuid() }),
            <= 4 => ChangeAsync(),
            5 => _told.Count == 0 ? Task.CompletedTask : RecordAsync(_told[random.Next(_told.Count)]),
            6 => OverruleAsync(),
            _ => random.Next(4) == 0 ? MarkAsync() : Task.CompletedTask,
        };

        /// <summary>Writes the cell and dies before it clears.</summary>
        public Task<IReadOnlyList<CellOutcome>> DieAsync(SiteDayReading reading) => indicators.Service<CellStore>().WriteAsync([reading.ToChange()], Token);

        private Task<IReadOnlyList<SiteDay>> TogetherAsync() => _recomputation.WorkTogetherAsync([.. Dates.Select(date => new SiteDay(Given.Site, date))], Token);

        public async Task EndAsync()
        {
            while (_readings.Count > 0) await WriteAsync(reading => _recomputation.WriteAsync(reading, Token));
            foreach (var date in Dates)
            {
                while (await _recomputation.ReadAsync(new SiteDay(Given.Site, date), Token) is { } reading) await _recomputation.WriteAsync(reading, Token);
            }
        }

        private SurveyResponseState Answer()
        {
            var isCounted = random.Next(4) > 0;
            var answer = Given.Answer(Options[random.Next(Options.Length)], FormattableString.Invariant($"{Dates[random.Next(Dates.Length)]:yyyy-MM-dd}"));
            return answer with
            {
                Status = isCounted ? "counted" : "voided",
                Channel = random.Next(3) == 0 ? "web" : "kiosk",
                Partial = random.Next(4) == 0,
                Choices = !isCounted ? [] : random.Next(3) == 0 ? new Dictionary<string, string>() : new Dictionary<string, string>(answer.Choices) { [$"q{random.Next(3)}"] = "oui" },
            };
        }

        private async Task ChangeAsync()
        {
            if (_told.Count == 0) return;
            var one = _told[random.Next(_told.Count)];
            var newest = _told.Where(told => told.ResponseId == one.ResponseId).Max(told => told.Version);
            await RecordAsync(Answer() with { ResponseId = one.ResponseId, Version = newest + random.Next(1, 3) });
        }

        private Task<RecordedFacts> RecordAsync(SurveyResponseState answer)
        {
            _told.Add(answer);
            return Adding_what_changed.RecordAsync(indicators, answer);
        }

        private async Task OverruleAsync()
        {
            if (_told.Count == 0) return;
            var one = _told[random.Next(_told.Count)];
            await indicators.Service<FactStore>().OverruleAsync(Facts(indicators, Answer() with { ResponseId = one.ResponseId, Version = one.Version }), Token);
        }

        public Task MarkAsync()
        {
            var rebuild = new RebuildDocument { Id = Guid.NewGuid(), Sites = [Given.Site], From = Dates[0], To = Dates[^1], Done = 0, Facts = 0, RunningSince = DateTime.UtcNow };
            return indicators.Service<RebuildStore>().StepAsync(rebuild, Token);
        }

        private async Task ReadAsync()
        {
            if (await _recomputation.ReadAsync(new SiteDay(Given.Site, Dates[random.Next(Dates.Length)]), Token) is { } reading) _readings.Add(reading);
        }

        private async Task WriteAsync(Func<SiteDayReading, Task> write)
        {
            if (_readings.Count == 0) return;
            var at = random.Next(_readings.Count);
            var reading = _readings[at];
            _readings.RemoveAt(at);
            await write(reading);
        }
    }
}
