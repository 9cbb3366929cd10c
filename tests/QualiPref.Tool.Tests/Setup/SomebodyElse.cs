using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace QualiPref.Tool.Tests.Setup;

/// <summary>A server that answers everything with the same text.</summary>
internal sealed class SomebodyElse(WebApplication app) : IAsyncDisposable
{
    public string Address => app.Urls.First();

    public static async Task<SomebodyElse> StartAsync(string text)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapFallback(() => Results.Text(text, "text/html"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SomebodyElse(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
