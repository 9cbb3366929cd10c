using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Tests.Http;

public sealed class Keeping_a_reply_for_everybody
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_who_came_while_another_waited_although_that_one_goes()
    {
        var (asked, inside) = (0, new SemaphoreSlim(0));
        await using var app = await StartAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) == 1) await Task.Delay(Timeout.Infinite, context.RequestAborted);
            await context.Response.WriteAsync("made", Token);
        }, inside);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var leaving = new CancellationTokenSource();

        var gone = http.GetStringAsync("/document", leaving.Token);
        await inside.WaitAsync(Token);
        var waiting = http.GetStringAsync("/document", Token);
        await inside.WaitAsync(Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal("made", await waiting);
    }

    [Fact]
    public async Task Makes_it_once()
    {
        var asked = 0;
        await using var app = await StartAsync(context => context.Response.WriteAsync($"made {Interlocked.Increment(ref asked)}", Token));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal("made 1", await http.GetStringAsync("/document", Token));
        Assert.Equal("made 1", await http.GetStringAsync("/document", Token));
    }

    /// <param name="document">Makes the reply.</param>
    /// <param name="inside">Released once a request has come as far as it gets by itself.</param>
    private static async Task<WebApplication> StartAsync(RequestDelegate document, SemaphoreSlim? inside = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOutputCache();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            var served = next(context);
            inside?.Release();
            return served;
        });
        app.UseOutputCache();
        app.MapGet("/document", document).CacheOutput(policy => policy.AddPolicy<SameForEverybody>(), excludeDefaultPolicy: true);
        await app.StartAsync(Token);
        return app;
    }
}
