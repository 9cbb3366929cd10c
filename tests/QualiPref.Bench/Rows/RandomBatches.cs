using System.Diagnostics;
using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>
/// Batches of 100 random answers of 250 sites and many days, against the raw insert of the documents that the ledger makes of them; and the counting of a ledger in which
/// just as many lie that were never published, as after an outage.
/// </summary>
internal sealed class RandomBatches(HostStand stand, BenchOptions options, Report report)
{
    private const int BatchSize = 100, Connections = 8;

    // A year to the weekday: the day cells that are counted then are others.
    private const int DaysBefore = 364;

    private static readonly AnswerShape Shape = AnswerShape.Intake[^1];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var stand = await HostStand.StartAsync(folder);
        var row = new RandomBatches(stand, options, report);
        for (var run = 0; run < options.Runs; run++) await row.MeasureAsync(run);
    }

    private async Task MeasureAsync(int run)
    {
        report.Begin($"batch, {Shape.Name}, run {run + 1} of {options.Runs}");
        var databases = $"batch{run}";
        await using var host = stand.Host(HostStand.Product, databases);
        await using var loaded = await stand.StartAsync(host, Shape, seed: run, options.Backlog, BatchSize);
        var load = await loaded.RunOnceAsync(Connections);
        var watch = Stopwatch.StartNew();
        await loaded.CatchUpAsync();
        report.Add("batch of 100: answers acknowledged", load.PerSecond, "/s");
        report.Add("batch of 100: p99", load.Milliseconds(0.99), "ms");
        report.Add("batch of 100: from the last acknowledgement until all is counted", watch.Elapsed.TotalSeconds, "s");
        report.Note($"    {load.Cost}; {MachineSpeed.Text}");

        var days = Shape.Days!;
        var answers = await RawInsert.ReadAsync(stand.Engine, $"{databases}_surveys", "responses", days.Min(), days.Max());
        if (answers.Count != load.Answers) throw new BenchException($"The ledger holds {answers.Count} of {load.Answers} answers.");
        var raw = await RawInsert.MeasureAsync(stand.Engine, answers);
        report.Add("batch of 100: raw bulk insert of the same answers", raw, "/s");
        report.Add("batch of 100 ÷ raw bulk insert", 100 * load.PerSecond / raw, "%", "≥ 25 %");
        await CountLedgerAsync(host, loaded, databases, answers);
        report.Add("memory, batch and counting: all-in-one (peak)", ProcessUse.PeakResidentMegabytes(host), "MB", "≤ 250 MB");
    }

    private async Task CountLedgerAsync(ServiceProcess host, AnswerLoad loaded, string databases, List<RawBsonDocument> answers)
    {
        await host.StopAsync();
        using (var client = new MongoClient(stand.Engine.ConnectionString))
            await RawInsert.WriteAsync(client.GetDatabase($"{databases}_surveys").GetCollection<BsonDocument>("responses"), [.. answers.Select(Unpublished)]);
        var watch = Stopwatch.StartNew();
        await host.StartAsync();
        var started = watch.Elapsed;
        var period = string.Create(CultureInfo.InvariantCulture, $"{Shape.Days!.Min().AddDays(-DaysBefore):yyyy-MM-dd}..{Shape.Days!.Max().AddDays(-DaysBefore):yyyy-MM-dd}");
        await loaded.Figures.WaitForCountAsync(period, loaded.Expressed, Patience, Shape.Network.Code);
        report.Add("counting: start of the host", started.TotalSeconds, "s");
        report.Add("counting: answers of an unpublished ledger", answers.Count / (watch.Elapsed - started).TotalSeconds, "/s");
    }

    // The same answer under another id, a year earlier, as it lies in the ledger until it is published.
    private static BsonDocument Unpublished(RawBsonDocument answer)
    {
        var copy = new BsonDocument(answer);
        var day = DateOnly.Parse(copy["date"].AsString, CultureInfo.InvariantCulture).AddDays(-DaysBefore);
        copy["_id"] = new BsonBinaryData(Guid.NewGuid(), GuidRepresentation.Standard);
        copy["date"] = day.ToString("O", null);
        copy["answeredAt"] = copy["answeredAt"].ToUniversalTime().AddDays(-DaysBefore);
        copy["pendingSince"] = copy["receivedAt"];
        return copy;
    }
}
