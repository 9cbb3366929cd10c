using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Platform.Identity;

namespace QualiPref.Bench.Running;

/// <summary>Asks a running system through its public API, in the name of whoever operates it.</summary>
internal sealed class Figures : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    // The balance is added up afresh each time: asked often, it would be part of the load. One of the nation takes seconds.
    private static readonly TimeSpan BalanceInterval = TimeSpan.FromMilliseconds(500);

    private const int BalanceRestFactor = 10, CountRestFactor = 3;

    private readonly OperatorTokens _tokens;
    private readonly HttpClient _http;

    /// <summary>Asks a system.</summary>
    /// <param name="address">Where it answers.</param>
    /// <param name="keys">Folder of its keys, the operator's among them.</param>
    public Figures(string address, string keys)
    {
        _tokens = new OperatorTokens(keys, TimeProvider.System);
        _http = new HttpClient(new Bearing(this)) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>The bearer token, good for ten minutes at least.</summary>
    public string Token => _tokens.Of("Bench");

    /// <summary>Answers counted at each site of a network: n of the question that is watched.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountBySiteAsync(string period, string network = AnswerRequests.Network)
    {
        var (counted, cursor) = (new Dictionary<string, int>(), "");
        do
        {
            var page = await GetAsync($"/api/indicators/v1/figures?network={network}&period={period}&indicator=satisfaction.global&pageSize=200{cursor}");
            foreach (var figure in page.GetProperty("items").EnumerateArray().Where(figure => figure.GetProperty("site").ValueKind == JsonValueKind.String))
                counted.Add(figure.GetProperty("site").GetString()!, figure.GetProperty("n").GetInt32());
            cursor = page.TryGetProperty("next", out var next) && next.GetString() is { } more ? $"&cursor={Uri.EscapeDataString(more)}" : "";
        }
        while (cursor.Length > 0);
        return counted;
    }

    /// <summary>Answers counted at one site, which costs the least to ask for.</summary>
    public async Task<int> CountOfSiteAsync(string period, string site)
    {
        var page = await GetAsync($"/api/indicators/v1/figures?site={site}&period={period}&indicator=satisfaction.global");
        return page.GetProperty("items").EnumerateArray().Where(figure => figure.GetProperty("site").ValueKind == JsonValueKind.String).Sum(figure => figure.GetProperty("n").GetInt32());
    }

    public async Task<int> CountAsync(string period, string network = AnswerRequests.Network) => (await CountBySiteAsync(period, network)).Values.Sum();

    /// <summary>Waits until so many answers are counted, and not one more.</summary>
    /// <param name="period">The period.</param>
    /// <param name="wanted">How many.</param>
    /// <param name="patience">After which it is given up.</param>
    /// <param name="network">Its sites together.</param>
    /// <param name="someAreWithdrawn">Whether answers are counted for a while that are withdrawn then.</param>
    public async Task WaitForCountAsync(string period, int wanted, TimeSpan patience, string network = AnswerRequests.Network, bool someAreWithdrawn = false)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var asked = watch.Elapsed;
            var counted = await TryCountAsync(period, network);
            if (counted == wanted) return;
            if (counted > wanted && !someAreWithdrawn) throw new BenchException($"{counted} answers are counted where {wanted} were acknowledged.");
            if (watch.Elapsed > patience) throw new BenchException($"After {patience.TotalSeconds:0} s {counted} of {wanted} answers are counted.");
            // Of many sites a figure takes long: asked without rest, it would be part of the load.
            var rest = (watch.Elapsed - asked) * CountRestFactor;
            await Task.Delay(rest > PollInterval ? rest : PollInterval);
        }
    }

    /// <summary>Waits until <c>surveys</c> has handed over everything of a period.</summary>
    public async Task WaitUntilPublishedAsync(string period, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!(await GetAsync($"/api/surveys/v1/balance?period={period}")).GetProperty("closed").GetBoolean())
        {
            if (watch.Elapsed > patience) throw new BenchException($"After {patience.TotalSeconds:0} s surveys still holds unpublished answers.");
            await Task.Delay(BalanceInterval);
        }
    }

    /// <summary>Waits until everything a network received in a period is counted, as its balance says.</summary>
    public async Task WaitUntilBalancedAsync(string network, string period, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var asked = watch.Elapsed;
            if ((await GetAsync($"/api/indicators/v1/balance?network={network}&period={period}")).GetProperty("closed").GetBoolean()) return;
            if (watch.Elapsed > patience) throw new BenchException($"After {patience.TotalSeconds:0} s the balance of {period} is not closed.");
            var rest = (watch.Elapsed - asked) * BalanceRestFactor;
            await Task.Delay(rest > BalanceInterval ? rest : BalanceInterval);
        }
    }

    /// <summary>How many answers a network received in a period, each once however often it was sent.</summary>
    public async Task<long> ReceivedAnswersAsync(string network, string period) =>
        (await GetAsync($"/api/indicators/v1/balance?network={network}&period={period}")).GetProperty("rows").EnumerateArray()
            .Where(row => row.GetProperty("source").GetString() == "surveys").Sum(row => row.GetProperty("received").GetInt64());

    /// <summary>Opens a report of a year.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> OpenReportAsync(string network, int year)
    {
        using var reply = await _http.PostAsJsonAsync("/api/reporting/v1/reports", new { network, period = year.ToString(CultureInfo.InvariantCulture), title = "Bilan de mesure" });
        reply.EnsureSuccessStatusCode();
        return $"/api/reporting/v1/reports/{(await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
    }

    /// <summary>Milliseconds from asking for a page to its last byte.</summary>
    public async Task<double> TimeAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        using var reply = await _http.GetAsync(path);
        if (!reply.IsSuccessStatusCode) throw new BenchException($"{path} was answered {(int)reply.StatusCode}.");
        await reply.Content.ReadAsByteArrayAsync();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Freezes a report and waits for its edition.</summary>
    /// <returns>The edition's path.</returns>
    public async Task<string> FreezeAsync(string report, TimeSpan patience)
    {
        var (key, watch) = (Guid.NewGuid().ToString(), Stopwatch.StartNew());
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{report}/freeze") { Content = JsonContent.Create(new { }) };
            request.Headers.Add("Idempotency-Key", key);
            using var reply = await _http.SendAsync(request);
            if (reply.StatusCode == HttpStatusCode.Created) return $"/api/reporting/v1/editions/{(await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
            if (reply.StatusCode != HttpStatusCode.Accepted) throw new BenchException($"Freezing was answered {(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
            if (watch.Elapsed > patience) throw new BenchException($"After {patience.TotalSeconds:0} s the report is not frozen.");
        }
    }

    /// <summary>Verifies an edition; it has to be unaltered.</summary>
    public async Task VerifyAsync(string edition, TimeSpan patience)
    {
        using var reply = await _http.PostAsync($"{edition}/verify", null);
        var result = await reply.Content.ReadFromJsonAsync<JsonElement>();
        var watch = Stopwatch.StartNew();
        while (reply.StatusCode == HttpStatusCode.Accepted && result.TryGetProperty("status", out var status) is var isOperation && (!isOperation || status.GetString() == "running"))
        {
            if (watch.Elapsed > patience) throw new BenchException($"After {patience.TotalSeconds:0} s the edition is not verified.");
            await Task.Delay(PollInterval);
            result = await GetAsync(reply.Headers.Location!.ToString());
        }
        if (result.TryGetProperty("result", out var inner)) result = inner;
        if (!result.GetProperty("verified").GetBoolean()) throw new BenchException($"The edition does not verify: {result}");
    }

    /// <summary>Files a case by letter, as an agent who types it in.</summary>
    public async Task FileCaseAsync(string site, DateOnly receivedOn)
    {
        var filing = new { site, kind = "complaint", channel = "letter", receivedOn, subject = "Courrier fictif", text = "Texte fictif.", motive = "attente" };
        using var reply = await _http.PostAsJsonAsync("/api/complaints/v1/complaints", filing);
        if (reply.StatusCode != HttpStatusCode.Created) throw new BenchException($"A filing was answered {(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
    }

    /// <summary>Hands in a batch; every item has to be accepted.</summary>
    public async Task PostBatchAsync(byte[] body, int items)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var reply = await _http.PostAsync("/api/surveys/v1/responses/batch", content);
        var text = await reply.Content.ReadAsStringAsync();
        if (!reply.IsSuccessStatusCode) throw new BenchException($"A batch was answered {(int)reply.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        var accepted = json.RootElement.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("result").GetString() == "accepted");
        if (accepted != items) throw new BenchException($"{accepted} of {items} answers of a batch were accepted: {text[..Math.Min(500, text.Length)]}");
    }

    public void Dispose() => _http.Dispose();

    // The service under measurement may be starting: no answer is no count yet.
    private async Task<int> TryCountAsync(string period, string network)
    {
        try
        {
            return await CountAsync(period, network);
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path);

    // A row may last for longer than a token.
    private sealed class Bearing(Figures figures) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", figures.Token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
