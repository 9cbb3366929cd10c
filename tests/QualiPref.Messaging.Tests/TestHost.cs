using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

/// <summary>A host with one module, over the real broker and engine or, without a broker, over the mediator.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestHost(WebApplication app) => _app = app;

    public IMessagePublisher Publisher => _app.Services.GetRequiredService<IMessagePublisher>();

    public IServiceProvider Services => _app.Services;

    public static async Task<TestHost> StartAsync(IServiceModule module, string broker, RealEngine engine, DatabasePrefix databases)
    {
        var app = QualiPrefHost.Build(
            [
                "--urls", "http://127.0.0.1:0",
                "--QUALIPREF_MONGO", engine.ConnectionString,
                "--QUALIPREF_RABBITMQ", broker,
                "--QualiPref:Storage:DatabasePrefix", databases.Value,
                "--QualiPref:Identity:SigningKey", Convert.ToBase64String(new byte[32]),
            ],
            module);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
