using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.Patrolling;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Features.ShowingFigures;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>Figures come from sums of months and years, and are those of the days.</summary>
public sealed class Adding_up_months_and_years(RealEngine engine) : IAsyncLifetime
{
    // The period and the one it is compared with; of one year, where nothing else is said.
    private static readonly string[] Periods =
        ["2026", "2026-S1", "2026-Q3", "2026-02", "2026-01-15..2026-03-31", "2025-12-01..2026-02-10", "2026 2026-S1", "2025-S2 2025", "2026-03 2026-03-15..2026-04-30"];

    private RunningIndicators _indicators = null!;

    // What was computed for one date of judgement is kept for that.
    private DateOnly _asOf = new(2026, 12, 31);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _indicators = await RunningIndicators.PrepareAsync(engine);

    public ValueTask DisposeAsync() => _indicators.DisposeAsync();

    [Fact]
    public async Task They_are_the_same_after_whatever_came_changed_and_left()
    {
        var random = new Random(Effort.Seed);
        var told = new List<SurveyResponseState>();
        for (var round = 0; round < 12; round++)
        {
            foreach (var _ in Enumerable.Range(0, 10)) told.Add(Answer());
            if (round > 0) told.Add(told[random.Next(told.Count)] with { Version = round + 1, Date = Day() });
            await RecordAsync([.. told.TakeLast(11)]);
            if (round % 2 == 0) await WorkAsync();

            foreach (var period in Periods) Assert.Equal(await ByDayAsync(period), await BySumAsync(period));
        }

        SurveyResponseState Answer() => Given.Answer(random.Next(2) == 0 ? "satisfait" : "peu-satisfait") with { Date = Day() };
        DateOnly Day() => new DateOnly(2025, 1, 1).AddDays(random.Next(730));
    }

    [Fact]
    public async Task A_sum_of_what_was_read_before_a_cell_changed_is_not_relied_on()
    {
        var (spans, month) = (_indicators.Service<SpanStore>(), new SpanKey(Given.Site, 2026, 3));
        await CountAsync(Given.Answer());
        var before = (await spans.FindAsync([month], Token))[month.ToString()];
        await CountAsync(Given.Answer());

        await spans.KeepAsync([(month, before.Touched, new SiteSpanSum(Given.Site, month.From, month.To).ToSpan())], Token);

        Assert.Equal(await ByDayAsync("2026-03"), await BySumAsync("2026-03"));
    }

    [Fact]
    public async Task A_first_sum_is_not_kept_over_a_cell_that_came_meanwhile()
    {
        var (spans, month) = (_indicators.Service<SpanStore>(), new SpanKey(Given.Site, 2026, 3));
        await CountAsync(Given.Answer());

        await spans.KeepAsync([(month, 0, new SiteSpanSum(Given.Site, month.From, month.To).ToSpan())], Token);

        Assert.Equal(await ByDayAsync("2026-03"), await BySumAsync("2026-03"));
    }

    [Fact]
    public async Task A_death_between_a_cell_and_its_month_is_made_good_with_the_marks()
    {
        await CountAsync(Given.Answer());
        await BySumAsync("2026");
        await RecordAsync(Given.Answer());
        var reading = (await _indicators.Service<CellRecomputation>().ReadAsync(new SiteDay(Given.Site, Given.Day(Given.Date)), Token))!;
        await _indicators.Service<CellStore>().WriteAsync([reading.ToChange()], Token);

        await WorkAsync();

        Assert.Equal(await ByDayAsync("2026"), await BySumAsync("2026"));
    }

    [Fact]
    public async Task Nothing_is_added_up_while_a_release_that_knows_nothing_of_it_may_be_counting()
    {
        await CountAsync(Given.Answer());
        await BySumAsync("2026");
        await _indicators.Database.Database.GetCollection<BsonDocument>("cellSpans").DeleteOneAsync(new BsonDocument("_id", "since"), Token);
        await _indicators.Database.PrepareAsync(Token);

        // As that release does: the cell alone.
        await _indicators.Database.Cells.UpdateManyAsync(new BsonDocument(), new BsonDocument("$set", new BsonDocument("content.answers.$[].options.$[].count", 7)), cancellationToken: Token);

        Assert.False(_indicators.Service<SpanStore>().IsInUse(TimeProvider.System));
        Assert.Equal(7, await NumberAsync());
    }

    [Theory]
    [InlineData("91-EVRY|2026-12")]
    [InlineData("91-EVRY|2026")]
    public async Task One_that_was_altered_is_found_by_the_patrol(string altered)
    {
        await CountAsync(Given.Answer(date: "2026-12-10"));
        await BySumAsync("2026");
        var wrong = SpanStore.Write(new SiteSpanSum(Given.Site, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31)).ToSpan());
        await _indicators.Database.CellSpans.UpdateOneAsync(span => span.Id == altered, Builders<SpanDocument>.Update.Set(span => span.Sum, wrong), cancellationToken: Token);
        // A month that was altered shows in what is made of months.
        var shown = altered.EndsWith("12", StringComparison.Ordinal) ? "2026-S2" : "2026";
        _asOf = _asOf.AddDays(1);
        Assert.NotEqual(await ByDayAsync(shown), await BySumAsync(shown));

        await _indicators.Service<SiteMonthPatrol>().LookOverAsync(Given.Site, new DateOnly(2026, 12, 1), Token);

        Assert.Equal(await ByDayAsync(shown), await BySumAsync(shown));
    }

    [Fact]
    public async Task What_the_patrol_finds_right_stays_as_it_is()
    {
        await CountAsync(Given.Answer(date: "2026-12-10"));
        await BySumAsync("2026");
        var year = new SpanKey(Given.Site, 2026, null);
        var before = (await _indicators.Service<SpanStore>().FindAsync([year], Token))[year.ToString()];

        await _indicators.Service<SiteMonthPatrol>().LookOverAsync(Given.Site, new DateOnly(2026, 12, 1), Token);

        var after = (await _indicators.Service<SpanStore>().FindAsync([year], Token))[year.ToString()];
        Assert.True(after.IsFresh);
        Assert.Equal(before.Touched, after.Touched);
    }

    private async Task CountAsync(SurveyResponseState answer)
    {
        await RecordAsync(answer);
        await WorkAsync();
    }

    private Task<RecordedFacts> RecordAsync(params SurveyResponseState[] answers) =>
        _indicators.Service<FactStore>().RecordAsync(AnswerFacts.Read(Given.Recorded(answers), _indicators.Service<LiveCatalogue>().Current).Good, Token);

    private async Task WorkAsync()
    {
        var recomputation = _indicators.Service<CellRecomputation>();
        while (await _indicators.Service<DirtyFacts>().FindDaysAsync("", 100, Token) is { Count: > 0 } days)
        {
            foreach (var day in await recomputation.WorkTogetherAsync([.. days.Select(SiteDay.Parse)], Token))
            {
                if (await recomputation.ReadAsync(day, Token) is { } reading) await recomputation.WriteAsync(reading, Token);
            }
        }
    }

    private async Task<long> NumberAsync() => (await FiguresAsync("2026")).Figures.Single(figure => figure.Indicator == "satisfaction.global" && figure.Site == Given.Site).N;

    private async Task<string> BySumAsync(string period) => Text(await FiguresAsync(period));

    private async Task<ReportFigures> FiguresAsync(string period)
    {
        await using var scope = _indicators.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FigureBoard>().ReadReportAsync(QueryOf(period), Token);
    }

    private async Task<string> ByDayAsync(string period)
    {
        var query = QueryOf(period);
        var tally = new FigureTally(query.Sites, Span(query.Period), Span(query.CompareTo), query.AsOf);
        tally.Add((await _indicators.Database.Cells.Find(new BsonDocument()).ToListAsync(Token)).Select(cell => cell.ToCell()));
        var catalogue = _indicators.Service<LiveCatalogue>().Current;
        return Text(ReportFigures.Of(new FigureRequest
        {
            Definitions = catalogue.Indicators,
            Network = query.Network.Code,
            Sites = [.. catalogue.Sites.Where(site => site.Network == query.Network.Code).Select(site => new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]))],
        }, tally));
    }

    // Records with lists inside are never equal.
    private static string Text(ReportFigures figures) => JsonSerializer.Serialize(figures);

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);

    private FiguresQuery QueryOf(string period)
    {
        var catalogue = _indicators.Service<LiveCatalogue>().Current;
        return new FiguresQuery
        {
            Network = catalogue.Networks.Single(network => network.Sites.Contains(Given.Site)),
            Site = null,
            Period = Period.Parse(period.Split(' ')[0]),
            CompareTo = period.Split(' ') is [_, var other] ? Period.Parse(other) : Period.Parse(period).YearBefore(),
            Indicator = null,
            By = FigureDimensions.None,
            AsOf = _asOf,
        };
    }
}
