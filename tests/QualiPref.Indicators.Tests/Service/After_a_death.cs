using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What a process that was killed leaves behind, made by hand, is healed by one that runs.</summary>
public sealed class After_a_death(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Between_fact_and_cell_the_sweep_counts_the_fact()
    {
        await using var indicators = await RunningIndicators.StartAsync(engine);
        var facts = AnswerFacts.Read(Given.Recorded(Given.Answer()), indicators.Service<LiveCatalogue>().Current);

        // Neither the consumer nor its nudge: only the dirty fact is there.
        await indicators.Service<FactStore>().RecordAsync(facts.Good, Token);
        await indicators.SettledAsync();

        var figure = await indicators.FigureAsync("site=91-EVRY&period=2026-03&indicator=satisfaction.global");
        Assert.Equal(1, figure.GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Of_a_worker_between_cell_and_clearing_the_next_pass_finds_nothing_new()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var day = new SiteDay(Given.Site, Given.Day(Given.Date));
        var facts = AnswerFacts.Read(Given.Recorded(Given.Answer()), indicators.Service<LiveCatalogue>().Current);
        await indicators.Service<FactStore>().RecordAsync(facts.Good, Token);
        var recomputation = indicators.Service<CellRecomputation>();
        var reading = await recomputation.ReadAsync(day, Token);

        await indicators.Service<CellStore>().WriteAsync([reading!.ToChange()], Token);
        var again = await recomputation.WriteAsync((await recomputation.ReadAsync(day, Token))!, Token);

        Assert.Equal(CellOutcome.Unchanged, again);
        Assert.Equal(0, await indicators.Database.Facts.CountDocumentsAsync(new BsonDocument("dirty", new BsonDocument("$exists", true)), null, Token));
    }

    [Fact]
    public async Task Of_a_worker_before_it_marked_the_rows_of_a_day_they_are_marked_by_the_next()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var (first, second) = (Given.Answer(), Given.Answer());
        indicators.Sources.Hold(first);
        await indicators.PublishAsync(Given.Recorded(first));
        indicators.StartWorker<CellWorker>();
        await indicators.SettledAsync();
        await indicators.PublishAsync(indicators.Sources.Row());
        var closed = Assert.Single(await indicators.Service<BalanceComparison>().CompareAsync(await RowsAsync(indicators), verify: false, Token));
        Assert.True(closed.Agrees);

        await using (var refused = await RefusedWrites.StartAsync(indicators.Database.Database, "balanceRows", "due"))
        {
            await indicators.PublishAsync(Given.Recorded(second));
            await refused.SeenAsync();
        }

        await indicators.SettledAsync();
        Assert.NotNull(Assert.Single(await RowsAsync(indicators)).Due);
    }

    private static async Task<IReadOnlyList<BalanceRowDocument>> RowsAsync(RunningIndicators indicators) =>
        await indicators.Database.BalanceRows.Find(FilterDefinition<BalanceRowDocument>.Empty).ToListAsync(Token);
}
