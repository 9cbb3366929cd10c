using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Portal;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Contracts.Tests;

/// <summary>All services and the portal in this process, on the real engine and without a broker.</summary>
internal sealed class InOneProcess : IAsyncDisposable
{
    private static readonly string[] AllSites = ["*"];

    private readonly DatabasePrefix _databases;
    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];

    private InOneProcess(DatabasePrefix databases, WebApplication app)
    {
        _databases = databases;
        _app = app;
    }

    public static async Task<InOneProcess> StartAsync(RealEngine engine)
    {
        var databases = engine.NewPrefix();
        var app = QualiPrefHost.Build(
            [
                "--urls", "http://127.0.0.1:0",
                "--QUALIPREF_MONGO", engine.ConnectionString,
                "--QUALIPREF_RABBITMQ", "",
                "--QualiPref:Storage:DatabasePrefix", databases.Value,
                "--QualiPref:Identity:SigningKey", Convert.ToBase64String(new byte[32]),
                "--QualiPref:Identity:Development", "true",
            ],
            new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), new PortalModule());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new InOneProcess(databases, app);
    }

    /// <summary>A client with a token, or with none.</summary>
    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }

    /// <summary>A token of a role at all sites.</summary>
    public async Task<string> TokenAsync(string role)
    {
        using var reply = await Client(null).PostAsJsonAsync("/dev/token", new { name = "Essai", roles = (string[])[role], sites = AllSites }, TestContext.Current.CancellationToken);
        return (await reply.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("accessToken").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _databases.DisposeAsync();
    }
}
