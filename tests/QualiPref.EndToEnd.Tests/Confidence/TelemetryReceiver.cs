using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QualiPref.EndToEnd.Tests.Confidence;

/// <summary>Keeps what services send over OTLP as it comes: text in it is UTF-8, whatever it is part of.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> _received = new();
    private readonly WebApplication _app;

    public TelemetryReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", TakeAsync);
        _app.Start();
    }

    public string Address => _app.Urls.Single();

    /// <summary>All bodies of a signal: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public IReadOnlyCollection<byte[]> Of(string signal) => _received.GetOrAdd(signal, _ => new());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        _received.GetOrAdd(signal, _ => new()).Enqueue(body.ToArray());
        // An empty answer is one of theirs: all of it was taken.
        return Results.Bytes([], "application/x-protobuf");
    }
}
