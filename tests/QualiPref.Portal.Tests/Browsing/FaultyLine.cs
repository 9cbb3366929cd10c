using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What stands between a kiosk and the portal: a line that is cut, or that drops, delays, sends twice and cuts off answers, and may bring another version.</summary>
internal sealed class FaultyLine : IAsyncDisposable
{
    private const string Batches = "/responses/batch";

    private static readonly string[] Kept = ["Content-Type", "Cache-Control", "Content-Security-Policy", "Service-Worker-Allowed", "ETag"];

    private readonly WebApplication _app;
    private readonly HttpClient _portal;
    private readonly Random _random = new(Effort.Seed);
    private readonly ConcurrentDictionary<string, int> _faults = new();

    private FaultyLine(WebApplication app, string portal)
    {
        _app = app;
        _portal = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(portal) };
        app.Run(CarryAsync);
    }

    public string Address => _app.Urls.Single();

    /// <summary>Nothing goes through.</summary>
    public bool Cut { get; set; }

    /// <summary>Everything goes through but answers.</summary>
    public bool HoldsAnswers { get; set; }

    /// <summary>Batches meet with a fault more often than not.</summary>
    public bool Fails { get; set; }

    /// <summary>The worker that comes is one of another build.</summary>
    public bool BringsNewVersion { get; set; }

    /// <summary>How often each fault happened.</summary>
    public IReadOnlyDictionary<string, int> Faults => _faults;

    public static async Task<FaultyLine> StartAsync(string portal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var line = new FaultyLine(app, portal);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _portal.Dispose();
    }

    private async Task CarryAsync(HttpContext context)
    {
        var isBatch = context.Request.Path.Value!.EndsWith(Batches, StringComparison.Ordinal);
        if (Cut || (isBatch && HoldsAnswers))
        {
            context.Abort();
            return;
        }
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (isBatch && Fails) await FailAsync(context, body.ToArray());
        else await AnswerAsync(context, await SendAsync(context, body.ToArray()));
    }

    private async Task FailAsync(HttpContext context, byte[] body)
    {
        var fault = Draw();
        _faults.AddOrUpdate(fault, 1, (_, times) => times + 1);
        if (fault == "dropped on the way there")
        {
            context.Abort();
            return;
        }
        if (fault == "delayed") await Task.Delay(TimeSpan.FromMilliseconds(700), context.RequestAborted);
        using var first = await SendAsync(context, body);
        if (fault == "dropped on the way back") context.Abort();
        else if (fault == "cut off") await CutOffAsync(context, first);
        else if (fault == "sent twice") await AnswerAsync(context, await SendAsync(context, body));
        else await AnswerAsync(context, first);
    }

    private string Draw()
    {
        string[] faults = ["dropped on the way there", "dropped on the way back", "cut off", "sent twice", "delayed", "none"];
        lock (_random) return faults[_random.Next(faults.Length)];
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContext context, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString);
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in context.Request.Headers)
        {
            // Whoever asks for what is newer gets all of it.
            if (name is "Authorization" or "Accept" or "User-Agent" || (name is "If-None-Match" && !BringsNewVersion)) request.Headers.TryAddWithoutValidation(name, value.ToString());
            else if (name is "Content-Type") request.Content?.Headers.TryAddWithoutValidation(name, value.ToString());
        }
        return await _portal.SendAsync(request, context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage answer)
    {
        using (answer)
        {
            var content = await ReadAsync(context, answer);
            context.Response.ContentLength = content.Length;
            if (answer.StatusCode != HttpStatusCode.NotModified) await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    // Half of what was promised, and then the end.
    private async Task CutOffAsync(HttpContext context, HttpResponseMessage answer)
    {
        var content = await ReadAsync(context, answer);
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private async Task<byte[]> ReadAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[header.Key] = header.Value.ToArray();
        var content = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (!BringsNewVersion || !context.Request.Path.Value!.EndsWith("borne-hors-ligne.js", StringComparison.Ordinal)) return content;
        var text = System.Text.Encoding.UTF8.GetString(content);
        var other = System.Text.RegularExpressions.Regex.Replace(text, "qualipref-borne-[A-Za-z0-9_-]{16}", "qualipref-borne-0123456789abcdef");
        Assert.NotEqual(text, other);
        return System.Text.Encoding.UTF8.GetBytes(other);
    }
}
