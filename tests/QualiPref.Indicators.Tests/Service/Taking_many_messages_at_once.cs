using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Small messages of many sites.</summary>
public sealed class Taking_many_messages_at_once(RealEngine engine)
{
    private const int Messages = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shares_the_writes()
    {
        await using var queries = new HeardQueries(engine);
        await using var indicators = await RunningIndicators.PrepareAsync(engine, settings: $"--QUALIPREF_MONGO={queries.ConnectionString}");
        var writes = indicators.Service<SharedWrites<Fact, RecordedFacts>>();

        var recorded = await Task.WhenAll(Enumerable.Range(0, Messages).Select(_ => writes.WriteAsync(Facts(indicators, Given.Answer()))));

        Assert.Equal(Messages, recorded.Sum(one => one.Added));
        // Those that found nobody writing go alone, the others with whoever waits.
        Assert.InRange(queries.Times("insert", "facts"), 1, Messages / 4);
    }

    [Fact]
    public async Task Loses_nothing_to_one_that_cannot_be_written()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var writes = indicators.Service<SharedWrites<Fact, RecordedFacts>>();
        var fact = Assert.Single(Facts(indicators, Given.Answer()));
        var tooLarge = fact with { State = (AnswerState)fact.State with { Channel = new string('a', 17 * 1024 * 1024) } };

        var taken = Enumerable.Range(0, Messages).Select(at => writes.WriteAsync(at == Messages / 2 ? [tooLarge] : Facts(indicators, Given.Answer()))).ToList();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(taken));

        Assert.Equal([Messages / 2], Enumerable.Range(0, Messages).Where(at => taken[at].IsFaulted));
        Assert.Equal(Messages - 1, await indicators.Database.Facts.CountDocumentsAsync(new BsonDocument(), null, Token));
    }

    [Fact]
    public async Task Recomputes_their_days_together()
    {
        await using var queries = new HeardQueries(engine);
        await using var indicators = await RunningIndicators.PrepareAsync(engine, settings: $"--QUALIPREF_MONGO={queries.ConnectionString}");
        List<SiteDay> days = [.. Enumerable.Range(1, 28).Select(day => new SiteDay(Given.Site, new DateOnly(2026, 2, day)))];
        var recomputation = indicators.Service<CellRecomputation>();
        await TellAsync();
        foreach (var day in days) await recomputation.WriteAsync((await recomputation.ReadAsync(day, Token))!, Token);
        await TellAsync();
        queries.Forget();

        var left = await recomputation.WorkTogetherAsync(days, Token);

        Assert.Empty(left);
        Assert.Equal((1, 1, 1, 1), (queries.Times("find", "cells"), queries.Times("find", "facts"), queries.Times("update", "cells"), queries.Times("update", "facts")));
        foreach (var day in days) Assert.Equal(2, (await indicators.CellAsync(Given.Site, day.Date.ToString("yyyy-MM-dd", null)))!.Answers.Single(row => row.Question == "global").Options.Single().Count);

        Task TellAsync() => indicators.Service<FactStore>().RecordAsync([.. days.SelectMany(day => Facts(indicators, Given.Answer(date: day.Date.ToString("yyyy-MM-dd", null))))], Token);
    }

    private static List<Fact> Facts(RunningIndicators indicators, params SurveyResponseState[] answers) =>
        AnswerFacts.Read(Given.Recorded(answers), indicators.Service<LiveCatalogue>().Current).Good;
}
