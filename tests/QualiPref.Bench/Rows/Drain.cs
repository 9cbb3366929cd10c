using System.Diagnostics;
using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>
/// A backlog that waits on the broker because <c>indicators</c> was away: from its start until all is in the figure, against the raw
/// bulk insert of the very same fact documents into the same engine.
/// </summary>
internal sealed class Drain(LocalSystem system, Figures figures, BenchOptions options, Report report)
{
    private const int BatchSize = 500;
    private const int Senders = 4;

    // As many as indicators takes messages at once.
    private const int Writers = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    public async Task MeasureAsync()
    {
        var indicators = system["indicators"];
        for (var run = 0; run < options.Runs; run++)
        {
            report.Note($"drain, run {run + 1} of {options.Runs}");
            // A month of its own for each run: neither facts nor cells of it are there before.
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-2 - run);
            var period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

            await indicators.StopAsync();
            await FillAsync(month, period);

            var watch = Stopwatch.StartNew();
            await indicators.StartAsync();
            var started = watch.Elapsed;
            await figures.WaitForCountAsync(period, options.Backlog, Patience);
            var took = watch.Elapsed;
            var rate = options.Backlog / took.TotalSeconds;
            report.Add("drain: from the start of indicators until all is counted", took.TotalSeconds, "s");
            report.Add("drain: of which until indicators is ready", started.TotalSeconds, "s");
            report.Add("drain: rate", rate, "/s");

            var raw = await InsertRawAsync(month, run);
            report.Add("drain: raw bulk insert of the same facts", raw, "/s");
            report.Add("drain ÷ raw bulk insert", 100 * rate / raw, "%", "≥ 10 %");
        }
    }

    private async Task FillAsync(DateOnly month, string period)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, options.Backlog / BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Senders },
            async (number, _) => await figures.PostBatchAsync(AnswerRequests.Batch(number, BatchSize, month), BatchSize));
        report.Add("batches of 500: intake", options.Backlog / watch.Elapsed.TotalSeconds, "/s");
        await figures.WaitUntilPublishedAsync(period, Patience);
        report.Add("batches of 500: handed over to the broker", options.Backlog / watch.Elapsed.TotalSeconds, "/s");
    }

    /// <summary>The one place where the bench reads a service's database: the baseline has to write documents of the same size.</summary>
    private async Task<double> InsertRawAsync(DateOnly month, int run)
    {
        using var client = new MongoClient(system.Engine.ConnectionString);
        var facts = client.GetDatabase("qualipref_indicators").GetCollection<RawBsonDocument>("facts");
        var ofTheMonth = new BsonDocument("date", new BsonDocument
        {
            ["$gte"] = month.ToString("O", CultureInfo.InvariantCulture),
            ["$lt"] = month.AddMonths(1).ToString("O", CultureInfo.InvariantCulture),
        });
        var documents = await facts.Find(ofTheMonth).ToListAsync();
        if (documents.Count != options.Backlog) throw new BenchException($"{documents.Count} facts were found, not {options.Backlog}.");

        var raw = client.GetDatabase("bench").GetCollection<RawBsonDocument>($"raw{run}");
        var unordered = new InsertManyOptions { IsOrdered = false };
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            documents.Chunk(BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Writers },
            async (chunk, token) => await raw.InsertManyAsync(chunk, unordered, token));
        return documents.Count / watch.Elapsed.TotalSeconds;
    }
}
