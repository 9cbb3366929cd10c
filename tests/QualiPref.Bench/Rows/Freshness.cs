using System.Globalization;
using QualiPref.Bench.Load;
using QualiPref.Bench.Running;

namespace QualiPref.Bench.Rows;

/// <summary>How long after its acknowledgement an answer is in the figure, at 500 answers a second.</summary>
internal sealed class Freshness(string address, Figures figures, BenchOptions options, Report report)
{
    private const double PerSecond = 500;
    private const int Connections = 16;

    /// <summary>Measures every run on a day of its own, so that none finds a day already full.</summary>
    public async Task MeasureAsync(string shape)
    {
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"freshness, {shape}, run {run + 1} of {options.Runs}");
            var lags = await MeasureAsync(TimeProvider.System.GetUtcNow().AddDays(-10 - run));
            report.Add($"freshness, {shape}: p50", Sample.Percentile(lags, 0.5), "ms");
            report.Add($"freshness, {shape}: p99", Sample.Percentile(lags, 0.99), "ms", "≤ 2,000 ms");
        }
    }

    private Task<IReadOnlyList<double>> MeasureAsync(DateTimeOffset day)
    {
        var noon = new DateTimeOffset(DateOnly.FromDateTime(day.UtcDateTime), new TimeOnly(11, 0), TimeSpan.Zero);
        var period = string.Create(CultureInfo.InvariantCulture, $"{noon:yyyy-MM-dd}..{noon:yyyy-MM-dd}");
        return new FreshnessWatch(() => figures.CountBySiteAsync(period)).MeasureAsync(SendAsync(noon));
    }

    private async Task<IReadOnlyList<(string Site, long At)>> SendAsync(DateTimeOffset noon) =>
        [.. (await new LoadGenerator(new Uri(address), Connections, figures.Token, noon).RunPacedAsync(options.FreshnessLoad, PerSecond)).Select(answer => (AnswerRequests.Sites[answer.Site], answer.AcknowledgedAt))];
}
