using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>
/// A backlog that waits on the broker because <c>indicators</c> was away: from its start until all is in the figure, against the raw
/// bulk insert of the very same fact documents into the same engine.
/// </summary>
internal sealed class Drain(LocalSystem system, Figures figures, BenchOptions options, Report report)
{
    // As long as the queue may be that 250 sites make.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>What the names of the rows begin with.</summary>
    public required string Row { get; init; }

    public required string Network { get; init; }

    public required string Target { get; init; }

    /// <summary>Hands in <see cref="BenchOptions.Backlog"/> answers of a month; gives how many of them are to be counted.</summary>
    public required Func<DateOnly, int, Task<int>> SendAsync { get; init; }

    public async Task MeasureAsync()
    {
        var indicators = system["indicators"];
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"{Row}, run {run + 1} of {options.Runs}");
            // A month of its own for each run: neither facts nor cells of it are there before.
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-2 - run);
            var period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

            await indicators.StopAsync();
            var counted = await FillAsync(month, run, period);

            var watch = Stopwatch.StartNew();
            await indicators.StartAsync();
            var started = watch.Elapsed;
            await figures.WaitForCountAsync(period, counted, Patience, Network, someAreWithdrawn: true);
            var took = watch.Elapsed;
            var rate = options.Backlog / took.TotalSeconds;
            report.Add($"{Row}: from the start of indicators until all is counted", took.TotalSeconds, "s");
            report.Add($"{Row}: of which until indicators is ready", started.TotalSeconds, "s");
            report.Add($"{Row}: rate", rate, "/s");

            var raw = await InsertRawAsync(month);
            report.Add($"{Row}: raw bulk insert of the same facts", raw, "/s");
            report.Add($"{Row} ÷ raw bulk insert", 100 * rate / raw, "%", Target);
        }
    }

    private async Task<int> FillAsync(DateOnly month, int run, string period)
    {
        var watch = Stopwatch.StartNew();
        var counted = await SendAsync(month, run);
        report.Add($"{Row}, batches of 500: intake", options.Backlog / watch.Elapsed.TotalSeconds, "/s");
        await figures.WaitUntilPublishedAsync(period, Patience);
        report.Add($"{Row}, batches of 500: handed over to the broker", options.Backlog / watch.Elapsed.TotalSeconds, "/s");
        return counted;
    }

    private async Task<double> InsertRawAsync(DateOnly month)
    {
        var facts = await RawInsert.ReadAsync(system.Engine, "qualipref_indicators", "facts", month, month.AddMonths(1).AddDays(-1));
        if (facts.Count != options.Backlog) throw new BenchException($"{facts.Count} facts were found, not {options.Backlog}.");
        return await RawInsert.MeasureAsync(system.Engine, facts);
    }
}
