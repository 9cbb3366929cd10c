using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Step by step, without the worker.</summary>
public sealed class Tracing_facts(RealEngine engine)
{
    private const string SourceName = "tests tracing facts";

    private static readonly SiteDay Day = new(Given.Site, Given.Day(Given.Date));
    private static readonly ActivitySource Messages = new(SourceName);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_no_context_with_telemetry_off()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer();
        await RecordAsync(indicators, answer);
        await RecordAsync(indicators, answer.Voided());
        Assert.False((await FactAsync(indicators, answer)).Contains("causes"));

        var cell = await WorkAsync(indicators, Day);
        await RecordAsync(indicators, Given.Answer());
        var next = await WorkAsync(indicators, Day);

        Assert.Equal((null, null), (cell.Trace, next.Trace));
        var stored = await indicators.Database.Database.GetCollection<BsonDocument>("cells").Find(new BsonDocument()).SingleAsync(Token);
        Assert.False(stored.Contains("trace"));
    }

    [Fact]
    public async Task Names_every_message_that_made_the_day_dirty_once()
    {
        using var listener = Listen();
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var first = await RecordTracedAsync(indicators, Given.Answer(), Given.Answer());
        var second = await RecordTracedAsync(indicators, Given.Answer());
        await RecordAsync(indicators, Given.Answer());

        var reading = await indicators.Service<CellRecomputation>().ReadAsync(Day, Token);

        Assert.Equal(new[] { first, second }.Order(), reading!.Causes!.Order());
    }

    [Fact]
    public async Task Keeps_what_was_noted_first_when_a_fact_changes_before_it_is_counted()
    {
        using var listener = Listen();
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer();
        var first = await RecordTracedAsync(indicators, answer);
        var second = await RecordTracedAsync(indicators, answer.Voided());

        Assert.Equal([first, second], (await FactAsync(indicators, answer))["causes"].AsBsonArray.Select(cause => cause.AsString));
    }

    [Fact]
    public async Task Lets_it_go_with_the_last_mark_of_a_fact_that_moved()
    {
        using var listener = Listen();
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var answer = Given.Answer();
        await RecordAsync(indicators, answer);
        await WorkAsync(indicators, Day);
        var moved = await RecordTracedAsync(indicators, answer with { Version = 2, Date = Given.Day("2026-03-11") });

        await WorkAsync(indicators, Day);
        var reading = await indicators.Service<CellRecomputation>().ReadAsync(new SiteDay(Given.Site, Given.Day("2026-03-11")), Token);
        await WorkAsync(indicators, reading!.Day);

        Assert.Equal([moved], reading.Causes);
        Assert.False((await FactAsync(indicators, answer)).Contains("causes"));
    }

    [Fact]
    public async Task Leaves_with_each_version_of_a_cell_what_wrote_it()
    {
        using var listener = Listen();
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        await RecordAsync(indicators, Given.Answer());
        CellDocument traced;
        string recomputing;
        using (var activity = Messages.StartActivity("recompute"))
        {
            recomputing = activity!.Id!;
            traced = await WorkAsync(indicators, Day);
        }
        await RecordAsync(indicators, Given.Answer());
        var untraced = await WorkAsync(indicators, Day);

        Assert.Equal((recomputing, null), (traced.Trace?.Parent, untraced.Trace));
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is SourceName or IndicatorsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task<string> RecordTracedAsync(RunningIndicators indicators, params IReadOnlyList<SurveyResponseState> answers)
    {
        using var activity = Messages.StartActivity("consume");
        await RecordAsync(indicators, answers);
        return activity!.Id!;
    }

    private static async Task RecordAsync(RunningIndicators indicators, params IReadOnlyList<SurveyResponseState> answers) =>
        await indicators.Service<FactStore>().RecordAsync(AnswerFacts.Read(Given.Recorded(answers), indicators.Service<LiveCatalogue>().Current).Good, Token);

    private static async Task<CellDocument> WorkAsync(RunningIndicators indicators, SiteDay day)
    {
        var recomputation = indicators.Service<CellRecomputation>();
        await recomputation.WriteAsync((await recomputation.ReadAsync(day, Token))!, Token);
        return (await indicators.Service<CellStore>().FindAsync(day, Token))!;
    }

    private static Task<BsonDocument> FactAsync(RunningIndicators indicators, SurveyResponseState answer) =>
        indicators.Database.FactsAsStored.Find(new BsonDocument("_id", new FactKey(FactSources.Surveys, answer.ResponseId).ToBson())).SingleAsync(Token);
}
