using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

/// <summary>What an administrator sees of the messages that <c>indicators</c> could not take, and does with them. Every exchange is held against the contract.</summary>
internal sealed class Workbench(ServiceHost host)
{
    private readonly HttpClient _http = host.Client(ServiceHost.TokenOf(["admin"], ["*"], "Administratrice 1"), "indicators");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<IReadOnlyList<Waiting>> WaitingAsync()
    {
        var list = await _http.GetFromJsonAsync<JsonElement>("parked", Token);
        return [.. list.GetProperty("items").EnumerateArray().Select(item => new Waiting(item.GetProperty("id").GetString()!, item.GetProperty("reason").GetString()!))];
    }

    /// <summary>The only one, once there is one.</summary>
    public async Task<Waiting> OneAsync(string? reason = null)
    {
        var waiting = await ComesToAsync(1);
        Assert.Equal(reason ?? waiting[0].Reason, waiting[0].Reason);
        return waiting[0];
    }

    public Task<IReadOnlyList<Waiting>> ComesToAsync(int count) => Eventually.ReadsAsync(
        $"{count} messages wait", _ => WaitingAsync(), waiting => waiting.Count == count, cancellationToken: Token);

    public async Task<HttpStatusCode> RetryAsync(string id)
    {
        using var reply = await _http.PostAsync($"parked/messages/{id}/retry", null, Token);
        return reply.StatusCode;
    }

    public async Task GiveUpAsync(string id)
    {
        using var reply = await _http.PostAsJsonAsync($"parked/messages/{id}/give-up", new { reason = "Essai" }, Token);
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
    }

    public async Task<(JsonElement Content, EntityTagHeaderValue Tag)> ReadAsync(string id, bool original = false)
    {
        using var reply = await _http.GetAsync($"parked/messages/{id}/content" + (original ? "?original=true" : ""), Token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return (await reply.Content.ReadFromJsonAsync<JsonElement>(Token), reply.Headers.ETag!);
    }

    public async Task<HttpStatusCode> MendAsync(string id, EntityTagHeaderValue? tag, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"parked/messages/{id}/content") { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.IfMatch.Add(tag);
        using var reply = await _http.SendAsync(request, Token);
        return reply.StatusCode;
    }

    public async Task<IReadOnlyList<JsonElement>> ActsAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("audit?kind=operation", Token)).GetProperty("items").EnumerateArray()];

    public async Task<string> HealthAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        return await http.GetStringAsync(new Uri("/health", UriKind.Relative), Token);
    }

    public sealed record Waiting(string Id, string Reason);
}
