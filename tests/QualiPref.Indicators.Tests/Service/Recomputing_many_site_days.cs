using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>A few facts each of many days.</summary>
public sealed class Recomputing_many_site_days(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_as_few_round_trips_as_one()
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
