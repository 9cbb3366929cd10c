using System.Net.Http.Json;
using Xunit;

namespace QualiPref.Testing.Contract;

/// <summary>
/// Holds every exchange of a test's client with a service against the committed document: what is answered, and each request that was
/// accepted. So a test of a call is at the same time one of its document.
/// </summary>
/// <param name="service">Such as <c>surveys</c>.</param>
public sealed class HeldToContract(string service) : DelegatingHandler(new HttpClientHandler())
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Its length is known once it was written.
        if (request.Content is JsonContent) await request.Content.LoadIntoBufferAsync(cancellationToken);
        // A body of unknown length is sent in chunks, and would no longer be once it was read here.
        var isChunked = request.Content is { Headers.ContentLength: null };
        var sent = request.Content is null || isChunked ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var reply = await base.SendAsync(request, cancellationToken);
        await reply.Content.LoadIntoBufferAsync(cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith($"/api/{service}/v1/", StringComparison.Ordinal) || path.EndsWith("/openapi.json", StringComparison.Ordinal)) return reply;
        var exchange = new Exchange(
            request.Method.Method,
            path,
            Names(request.RequestUri),
            [.. request.Headers.Select(header => header.Key)],
            request.Content?.Headers.ContentType?.ToString(),
            sent,
            (int)reply.StatusCode,
            [.. reply.Headers.Select(header => header.Key)],
            reply.Content.Headers.ContentType?.ToString(),
            await reply.Content.ReadAsStringAsync(cancellationToken));
        // An item of a batch, or of a file, that is at fault is kept, not refused.
        var faults = (await CommittedContract.OfAsync(service)).FaultsOf(exchange, exchange.IsAccepted && !isChunked && !TakesItems(path));
        if (faults.Count > 0) Assert.Fail(string.Join('\n', faults));
        return reply;
    }

    private static bool TakesItems(string path) =>
        path.EndsWith("/batch", StringComparison.Ordinal) || (path.Contains("/kiosks/", StringComparison.Ordinal) && path.EndsWith("/import", StringComparison.Ordinal));

    private static List<string> Names(Uri address) =>
        [.. address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => Uri.UnescapeDataString(pair.Split('=')[0])).Distinct()];
}
