using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Keeping_cells(RealEngine engine)
{
    private const string Often = "--QualiPref:Reporting:CompareEvery=00:00:00.05";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_message_is_made_good_by_comparing()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, Often);
        await reporting.DeliverAsync(Given.Cell(date: "2026-03-10"), Given.Cell(date: "2026-03-11"));

        // One day was told and is kept in an older version, one was never told.
        reporting.Indicators.Cells.AddRange([Given.Cell(date: "2026-03-10", version: 2), Given.Cell(date: "2026-03-11"), Given.Cell("47-AGEN", "2014-01-02", 5)]);

        await KeepsAsync(reporting, "2026-03-10 2, 2026-03-11 1, 2014-01-02 5");
    }

    [Fact]
    public async Task What_is_lost_here_is_fetched_at_start()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell(date: "2026-03-10", version: 2));

        await reporting.RestartAsync();

        await KeepsAsync(reporting, "2026-03-10 2");
    }

    [Fact]
    public async Task A_newer_version_that_is_kept_stays()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, Often);
        await reporting.DeliverAsync(Given.Cell(date: "2026-03-10", version: 3));
        reporting.Indicators.Cells.AddRange([Given.Cell(date: "2026-03-10", version: 2), Given.Cell(date: "2026-03-11")]);

        await KeepsAsync(reporting, "2026-03-10 3, 2026-03-11 1");
    }

    [Fact]
    public async Task The_highest_version_of_a_row_of_the_balance_is_kept()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync("lot-et-garonne", "2014");
        BalanceMonth[] rows = [Given.Row("2014-02", 10, pending: 1, version: 2), Given.Row("2014-03", 5)];

        await reporting.DeliverAsync(rows);
        await reporting.DeliverAsync(Given.Row("2014-02", 3, version: 1), Given.Row("2015-01", 1, pending: 1));
        var open = (await reporting.ReadAsync(report)).GetProperty("balance");
        await reporting.DeliverAsync(Given.Row("2014-02", 11, version: 3));
        var closed = (await reporting.ReadAsync(report)).GetProperty("balance");

        Assert.False(open.GetProperty("closed").GetBoolean());
        Assert.Equal(["2014-02 11", "2014-03 5"], open.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("month").GetString()} {row.GetProperty("received")}"));
        Assert.True(closed.GetProperty("closed").GetBoolean());
    }

    [Fact]
    public async Task An_open_balance_is_a_warning()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        await reporting.DeliverAsync(Given.Row("2014-02", 1_000, pending: 1));

        var report = await reporting.ReadAsync(await reporting.OpenAsync("lot-et-garonne", "2014"));

        var warning = Assert.Single(report.GetProperty("warnings").EnumerateArray(), one => one.GetProperty("code").GetString() == "solde-ouvert");
        Assert.StartsWith("Le solde n'est pas clos : 1\u202f001 enregistrements reçus dans la période = 1\u202f000 comptés", warning.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_nobody_decided_on_are_a_warning_though_the_balance_is_closed()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        await reporting.DeliverAsync(Given.Row("2014-02", 1_000) with { Received = 1_096, SetAside = 96 });

        var report = await reporting.ReadAsync(await reporting.OpenAsync("lot-et-garonne", "2014"));

        Assert.True(report.GetProperty("balance").GetProperty("closed").GetBoolean());
        var warning = Assert.Single(report.GetProperty("warnings").EnumerateArray(), one => one.GetProperty("code").GetString() == "a-decider");
        Assert.StartsWith("96 réponses mises de côté attendent une décision", warning.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static Task<string> KeepsAsync(RunningReporting reporting, string expected) => Eventually.ReadsAsync(
        $"{expected} is kept", async _ => string.Join(", ", (await reporting.CellsAsync(
            [Given.Evry, Given.Agen], Period.Parse("2026"), Period.Parse("2014"))).OrderByDescending(cell => cell.Site).ThenBy(cell => cell.Date)
            .Select(cell => $"{cell.Date:yyyy-MM-dd} {cell.Version}")),
        kept => kept == expected, cancellationToken: Token);
}
