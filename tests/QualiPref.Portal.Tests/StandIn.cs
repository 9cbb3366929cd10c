using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace QualiPref.Portal.Tests;

/// <summary>Answers in the shapes of the public contract what a real service answers rarely or slowly, and notes what it was asked.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _calls = new();

    private StandIn(WebApplication app)
    {
        _app = app;
        app.Use((context, next) =>
        {
            _calls.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return next(context);
        });
    }

    public string Address => _app.Urls.Single();

    /// <summary>Method and path of every call, oldest first.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public static async Task<StandIn> StartAsync(Action<IEndpointRouteBuilder> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var standIn = new StandIn(app);
        answers(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
