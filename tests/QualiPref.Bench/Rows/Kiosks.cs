using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Bench.Load;
using QualiPref.Bench.Running;
using QualiPref.Local;
using QualiPref.Synthetic.Requests;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Bench.Rows;

/// <summary>
/// Kiosks that were without a network for days come back at the same moment, each with everything it kept, while people answer on the web: how long until all is
/// acknowledged and counted, and what those on the web feel of it. The baseline is the same web load with no kiosk about.
/// </summary>
internal sealed class Kiosks(string address, Figures figures, BenchOptions options, Report report)
{
    private const int BatchSize = 100; // as the kiosk's program sends
    private const int DaysAway = 3;
    private const int WebConnections = 16;
    private const double WebPerSecond = 20;

    private static readonly TimeSpan WebSlice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Questions = ["global", "accueil", "attente", "horaires", "clarte", "confort"];
    private static readonly string[] Options = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait", "non-concerne"];
    private static readonly string[] Languages = ["fr", "en", "es", "pt", "ar"];

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var system = new LocalSystem(new LocalSystemOptions { LimitsCallers = false, DataDirectory = folder });
        await system.StartAsync();
        using var figures = new Figures(system.Address, system.Keys);
        await new Kiosks(system.Address, figures, options, report).MeasureAsync();
    }

    private async Task MeasureAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        await AnswerOnTheWebAsync(Task.Delay(options.WarmUp));
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"{options.Kiosks} kiosks with {options.AnswersPerKiosk} answers each, run {run + 1} of {options.Runs}");
            var calm = await AnswerOnTheWebAsync(Task.Delay(options.IntakeLoad));
            report.Add("web answers with no kiosk about: p99", Sample.Percentile(calm, 0.99), "ms");

            var devices = await EnrolAsync(http, run);
            var first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-DaysAway * (run + 1) - 1);
            var watch = Stopwatch.StartNew();
            var delivery = Task.WhenAll(devices.Select((device, index) => Task.Run(() => DeliverAsync(http, device, first, new Random((run * options.Kiosks) + index)))));
            var meanwhile = await AnswerOnTheWebAsync(delivery);
            var expressed = (await delivery).Sum();
            report.Add("kiosks: answers acknowledged", options.Kiosks * options.AnswersPerKiosk / watch.Elapsed.TotalSeconds, "/s");
            report.Add("web answers while kiosks hand in: p50", Sample.Percentile(meanwhile, 0.5), "ms");
            report.Add("web answers while kiosks hand in: p99", Sample.Percentile(meanwhile, 0.99), "ms");
            report.Add("web answers while kiosks hand in ÷ without: p99", Sample.Percentile(meanwhile, 0.99) / Sample.Percentile(calm, 0.99));
            await figures.WaitForCountAsync(string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd}..{first.AddDays(DaysAway - 1):yyyy-MM-dd}"), expressed, Patience);
            report.Add("kiosks: from their return until all is counted", watch.Elapsed.TotalSeconds, "s");
        }
    }

    private async Task<IReadOnlyCollection<KioskIdentity>> EnrolAsync(HttpClient http, int run)
    {
        var identities = new Identities(http, (_, _) => figures.Token);
        for (var number = 0; number < options.Kiosks; number++)
            await identities.EnrolAsync(AnswerRequests.Sites[number % AnswerRequests.Sites.Length], $"Borne {run}-{number}", CancellationToken.None);
        return identities.Kiosks;
    }

    /// <summary>Latencies of the web answers that were due until something has ended.</summary>
    private async Task<List<double>> AnswerOnTheWebAsync(Task until)
    {
        var latencies = new List<double>();
        while (!until.IsCompleted)
        {
            var slice = await new LoadGenerator(new Uri(address), WebConnections, null, TimeProvider.System.GetUtcNow()).RunPacedAsync(WebSlice, WebPerSecond);
            latencies.AddRange(slice.Select(answer => answer.Latency.TotalMilliseconds));
        }
        await until;
        return latencies;
    }

    /// <summary>Hands in everything that a kiosk kept, in order, each batch once the one before is acknowledged.</summary>
    /// <returns>How many of its answers say something to the first question.</returns>
    private async Task<int> DeliverAsync(HttpClient http, KioskIdentity device, DateOnly first, Random random)
    {
        var expressed = 0;
        for (var sent = 0; sent < options.AnswersPerKiosk; sent += BatchSize)
        {
            var items = Enumerable.Range(sent + 1, Math.Min(BatchSize, options.AnswersPerKiosk - sent)).Select(sequence => AnswerOf(device, sequence, first, random)).ToList();
            expressed += items.Count(item => item.Answers["global"] != "non-concerne");
            var reply = await SendAsync(http, device, items, options.AnswersPerKiosk - sent - items.Count);
            if (reply.GetProperty("contiguousSequence").GetInt64() != sent + items.Count)
                throw new BenchException($"After {sent + items.Count} answers of {device.Label} the server knows them up to {reply.GetProperty("contiguousSequence")}.");
        }
        return expressed;
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, KioskIdentity device, IReadOnlyList<AnswerRequest> items, int backlog)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new BatchRequest
        {
            Device = new DeviceRequest { Kiosk = device.Kiosk, Enrolment = device.Enrolment, SentAt = TimeProvider.System.GetUtcNow(), Backlog = backlog, AppVersion = "1.0.0" },
            Items = items,
        }, JsonSerializerOptions.Web);
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/surveys/v1/responses/batch") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", device.AccessToken);
            using var reply = await http.SendAsync(request);
            if (reply is { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, Headers.RetryAfter.Delta: { } pause })
            {
                await Task.Delay(pause);
                continue;
            }
            if (!reply.IsSuccessStatusCode) throw new BenchException($"A batch was answered {(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
            return await reply.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    private AnswerRequest AnswerOf(KioskIdentity device, int sequence, DateOnly first, Random random) => new()
    {
        Id = Guid.CreateVersion7(),
        Site = device.Site,
        Questionnaire = "accueil-general",
        Version = 1,
        Channel = "kiosk",
        Language = Languages[random.Next(Languages.Length)],
        AnsweredAt = new DateTimeOffset(first.AddDays((sequence - 1) * DaysAway / options.AnswersPerKiosk), new TimeOnly(8, 0), TimeSpan.Zero).AddSeconds(sequence),
        Kiosk = device.Kiosk,
        Enrolment = device.Enrolment,
        Sequence = sequence,
        Answers = Questions.ToDictionary(question => question, _ => Options[random.Next(Options.Length)]),
    };
}
