using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Features.ShowingFigures;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Without the workers: the patrol would mend the cells that are altered here.</summary>
public sealed class Asking_for_the_same_figures_again(RealEngine engine)
{
    private static readonly SiteDay Day = new(Given.Site, Given.Day(Given.Date));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Computes_nothing_until_a_cell_may_have_changed()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        await indicators.Service<FactStore>().RecordAsync(AnswerFacts.Read(Given.Recorded(Given.Answer()), indicators.Service<LiveCatalogue>().Current).Good, Token);
        var recomputation = indicators.Service<CellRecomputation>();
        await recomputation.WriteAsync((await recomputation.ReadAsync(Day, Token))!, Token);
        var first = await CountedAsync(indicators);
        // What nobody does: a content that was changed without saying so shows whether the cell is read.
        await ChangeCellsAsync(indicators, new BsonDocument("$set", new BsonDocument("content.answers.$[].options.$[].count", 7)));

        var again = await CountedAsync(indicators);
        await indicators.Service<SpanStore>().TouchAsync([Day], Token);
        var changed = await CountedAsync(indicators);

        Assert.Equal((1, 1, 7), (first, again, changed));
    }

    private static async Task<long> CountedAsync(RunningIndicators indicators)
    {
        await using var scope = indicators.Service<IServiceScopeFactory>().CreateAsyncScope();
        var catalogue = scope.ServiceProvider.GetRequiredService<Catalogue>();
        var query = new FiguresQuery
        {
            Network = catalogue.Networks.Single(network => network.Sites.Contains(Given.Site)),
            Site = catalogue.Sites.Single(site => site.Code == Given.Site),
            Period = Period.Parse("2026"),
            CompareTo = Period.Parse("2025"),
            Indicator = "satisfaction.global",
            By = FigureDimensions.None,
            AsOf = Given.Day("2026-12-31"),
        };
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<FigureBoard>().ReadAsync(query, Token)).N;
    }

    private static Task<UpdateResult> ChangeCellsAsync(RunningIndicators indicators, BsonDocument change) =>
        indicators.Database.Cells.UpdateManyAsync(FilterDefinition<CellDocument>.Empty, change, cancellationToken: Token);
}
