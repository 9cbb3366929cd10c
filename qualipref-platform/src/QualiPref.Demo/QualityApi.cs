using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Demo;

/// <summary>Calls with the role <c>quality</c>.</summary>
internal sealed class QualityApi(HttpClient http, Identities identities)
{
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    public Task<JsonElement> CreateAsync(string path, object body, Guid key, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json.Options) };
        message.Headers.Add("Idempotency-Key", key.ToString());
        return SendAsync(message, cancellation);
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using (message)
        {
            message.Headers.Authorization = identities.Staff("quality");
            message.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("fr"));
            using var reply = await http.SendAsync(message, cancellation);
            var text = await reply.Content.ReadAsStringAsync(cancellation);
            return reply.IsSuccessStatusCode
                ? JsonElement.Parse(text)
                : throw new DemoException($"{message.Method} {message.RequestUri} : {(int)reply.StatusCode}\n{text}");
        }
    }
}
