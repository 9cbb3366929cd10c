using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace QualiPref.Testing.Contract;

/// <summary>
/// Sits in front of a stand-in and holds what it is asked and what it answers against the committed document of the service it stands
/// for: a stand-in that invents what no service says proves nothing.
/// </summary>
/// <param name="only">The service that is stood in for, where others answer in the same process.</param>
public sealed class ContractWatch(string? only = null) : IStartupFilter
{
    private readonly ConcurrentQueue<string> _faults = new();

    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(WatchAsync);
        next(app);
    };

    /// <summary>Fails when anything was asked or answered that the documents do not allow.</summary>
    public void AssertKept()
    {
        if (!_faults.IsEmpty) Assert.Fail("A stand-in does not keep to the contract:\n" + string.Join('\n', _faults.Distinct()));
    }

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value?.Split('/') is not [_, "api", var service, "v1", ..] || (only ?? service) != service || context.Request.Path.Value.EndsWith("/openapi.json", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        context.Request.EnableBuffering();
        var sent = await ReadAsync(context.Request.Body);
        var wire = context.Response.Body;
        using var answered = new MemoryStream();
        context.Response.Body = answered;
        await next(context);
        context.Response.Body = wire;
        // Nobody is left to be answered.
        if (context.RequestAborted.IsCancellationRequested) return;
        var reply = await ReadAsync(answered);
        var exchange = new Exchange(
            context.Request.Method,
            context.Request.Path,
            [.. context.Request.Query.Keys],
            [.. context.Request.Headers.Keys],
            context.Request.ContentType,
            sent,
            context.Response.StatusCode,
            [.. context.Response.Headers.Keys],
            context.Response.ContentType,
            reply);
        await answered.CopyToAsync(wire, context.RequestAborted);
        // Whoever asked waits for the answer, and not for what is found of it: the first reads the whole document.
        await context.Response.CompleteAsync();
        // What is refused may well be what the document does not allow: pages pass on what a person typed.
        foreach (var fault in (await CommittedContract.OfAsync(service)).FaultsOf(exchange, holdsRequest: exchange.IsAccepted)) _faults.Enqueue(fault);
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        stream.Position = 0;
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        stream.Position = 0;
        return text;
    }
}
