using CsCheck;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Statistics.Figures;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Receiving_cells(RealEngine engine)
{
    private static readonly Gen<SiteDayCell> Cells = Gen.Select(
        Gen.Int[1, 6], Gen.Long[1, 5], (day, version) => Content(day, version));

    [Fact]
    public async Task The_highest_version_wins_whatever_the_order_and_repetition()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var days = 0;

        await Gen.Select(Cells.Array[1, 25], Gen.Int[1, 7]).SampleAsync(async (delivered, size) =>
        {
            // Each sample has days of its own, so that the samples do not mix.
            var shift = Interlocked.Increment(ref days) * 10;
            var shifted = delivered.Select(cell => cell with { Date = cell.Date.AddDays(shift) }).ToList();
            foreach (var part in shifted.Chunk(size)) await reporting.DeliverAsync(part);

            var kept = await KeptAsync(reporting, shifted);

            Assert.Equal(Newest(shifted), kept);
        }, iter: 60, threads: 1);
    }

    [Fact, Sampled]
    public async Task The_highest_version_wins_when_deliveries_race()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        for (var round = 0; round < (Effort.IsLong ? 10 : 3); round++)
        {
            var first = Given.Day("2020-01-01").AddDays(round * 300);
            // Two first deliveries of the same days, at once: neither finds the other's cell, and only one can insert it.
            SiteDayCell[][] versions = [.. Enumerable.Range(1, 4).Select(version => Enumerable.Range(0, 300)
                .Select(day => Content(1, version) with { Date = first.AddDays(day) }).ToArray())];

            await Task.WhenAll(versions.Select(cells => Task.Run(() => reporting.DeliverAsync(cells), TestContext.Current.CancellationToken)));

            Assert.Equal(Newest(versions.SelectMany(cells => cells)), await KeptAsync(reporting, versions[0]));
        }
    }

    [Fact]
    public async Task A_stale_cell_does_not_hold_its_neighbours_back()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        await reporting.DeliverAsync(Content(1, 5));

        await reporting.DeliverAsync(Content(1, 4), Content(2, 1), Content(1, 5), Content(3, 1));

        Assert.Equal(
            [(Content(1, 5).Date, 5L), (Content(2, 1).Date, 1L), (Content(3, 1).Date, 1L)],
            await KeptAsync(reporting, [Content(1, 5), Content(3, 1)]));
    }

    [Fact]
    public async Task A_draft_follows_the_figures()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync();
        var cell = Given.Cell();
        await reporting.DeliverAsync(cell.Answering(satisfied: 30, dissatisfied: 10));
        var before = await SatisfactionAsync(reporting, id);

        await reporting.DeliverAsync(cell.Answering(satisfied: 36, dissatisfied: 10, excluded: 2) with { Version = 2 });

        Assert.Equal((30, 40), before);
        Assert.Equal((36, 46), await SatisfactionAsync(reporting, id));
    }

    [Fact]
    public async Task The_figures_are_those_that_the_same_cells_give_anywhere()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var id = await reporting.OpenAsync(period: "2026-S1");
        SiteDayCell[] cells =
        [
            Given.Cell("91-EVRY", "2026-03-10").Answering(350, 62, 9),
            Given.Cell("91-PALAISEAU", "2026-06-30").Answering(10, 3),
            Given.Cell("91-EVRY", "2025-01-01").Answering(300, 100),
            // Outside both periods, though between them.
            Given.Cell("91-EVRY", "2025-12-31").Answering(1, 900),
        ];
        await reporting.DeliverAsync(cells);

        var report = await reporting.ReadAsync(id);

        var catalogue = reporting.Service<LiveCatalogue>().Current;
        var sites = catalogue.Sites.Where(site => site.Network == "essonne").ToList();
        var tally = new FigureTally(
            [.. sites.Select(site => site.Code)],
            new FigurePeriod("2026-S1", Given.Day("2026-01-01"), Given.Day("2026-06-30")),
            new FigurePeriod("2025-S1", Given.Day("2025-01-01"), Given.Day("2025-06-30")),
            Given.Day(report.GetProperty("asOf").GetString()!));
        tally.Add(cells);
        var request = new FigureRequest
        {
            Definitions = catalogue.Indicators,
            Network = "essonne",
            Sites = [.. sites.Select(site => new SiteScope(site.Code, [.. site.Modules.Select(one => one.Code)]))],
        };
        var expected = FigureCalculator.Calculate(request, tally);
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(expected, System.Text.Json.JsonSerializerOptions.Web),
            report.GetProperty("figures").GetRawText());
        Assert.Equal(2, report.GetProperty("siteDays").GetInt32());
    }

    private static SiteDayCell Content(int day, long version) =>
        Given.Cell(Given.Evry, $"2026-01-0{day}", version).Answering((int)version, dissatisfied: day);

    private static List<(DateOnly, long)> Newest(IEnumerable<SiteDayCell> cells) =>
        [.. cells.GroupBy(cell => cell.Date).Select(sameDay => (sameDay.Key, sameDay.Max(cell => cell.Version))).Order()];

    private static async Task<List<(DateOnly, long)>> KeptAsync(RunningReporting reporting, IReadOnlyList<SiteDayCell> delivered)
    {
        var period = Period.Parse($"{delivered.Min(cell => cell.Date):yyyy-MM-dd}..{delivered.Max(cell => cell.Date):yyyy-MM-dd}");
        var kept = await reporting.CellsAsync([Given.Evry], period);
        // The content came with its version.
        Assert.All(kept, cell => Assert.Contains(cell.Answers[0].Options, option => option == new OptionCount("satisfait", (int)cell.Version)));
        return [.. kept.Select(cell => (cell.Date, cell.Version)).Order()];
    }

    private static async Task<(long, long)> SatisfactionAsync(RunningReporting reporting, Guid id)
    {
        var report = await reporting.ReadAsync(id);
        var figure = report.GetProperty("figures").EnumerateArray().Single(one =>
            one.GetProperty("indicator").GetString() == "satisfaction.global" && one.GetProperty("site").GetString() == Given.Evry);
        return (figure.GetProperty("numerator").GetInt64(), figure.GetProperty("denominator").GetInt64());
    }
}
