using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace QualiPref.Bench.Running;

/// <summary>Asks a running system through its public API, as a referent of the network.</summary>
internal sealed class Figures : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    // The balance is counted afresh from the ledger each time: asked often, it would be part of the load.
    private static readonly TimeSpan BalanceInterval = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;

    private Figures(HttpClient http, string token) => (_http, Token) = (http, token);

    /// <summary>The bearer token.</summary>
    public string Token { get; }

    public static async Task<Figures> SignInAsync(string address)
    {
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        using var reply = await http.PostAsJsonAsync("/dev/token", new { name = "Bench", roles = (string[])["quality"], sites = (string[])["*"] });
        reply.EnsureSuccessStatusCode();
        var token = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Figures(http, token);
    }

    /// <summary>Answers counted at each site of the network: n of the question that every answer of the bench expresses.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountBySiteAsync(string period)
    {
        var page = await GetAsync($"/api/indicators/v1/figures?network={AnswerRequests.Network}&period={period}&indicator=satisfaction.global");
        return page.GetProperty("items").EnumerateArray()
            .Where(figure => figure.GetProperty("site").ValueKind == JsonValueKind.String)
            .ToDictionary(figure => figure.GetProperty("site").GetString()!, figure => figure.GetProperty("n").GetInt32());
    }

    public async Task<int> CountAsync(string period) => (await CountBySiteAsync(period)).Values.Sum();

    /// <summary>Waits until so many answers are counted, and not one more.</summary>
    public async Task WaitForCountAsync(string period, int wanted, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        int counted;
        while ((counted = await TryCountAsync(period)) != wanted)
        {
            if (counted > wanted) throw new BenchException($"{counted} answers are counted where {wanted} were acknowledged.");
            if (watch.Elapsed > patience) throw new BenchException($"After {patience.TotalSeconds:0} s {counted} of {wanted} answers are counted.");
            await Task.Delay(PollInterval);
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
    private async Task<int> TryCountAsync(string period)
    {
        try
        {
            return await CountAsync(period);
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path);
}
