using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealEngine))]

namespace QualiPref.Editions.Tests;

/// <summary>The services of today in one process, on the databases as a release left them.</summary>
internal sealed class RestoredRelease : IAsyncDisposable
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private readonly DatabasePrefix _databases;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private RestoredRelease(DatabasePrefix databases, WebApplication app, HttpClient http) => (_databases, _app, _http) = (databases, app, http);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Restores golden editions and starts the services on them.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="golden">The editions.</param>
    /// <param name="others">What runs beside the services.</param>
    public static async Task<RestoredRelease> StartAsync(RealEngine engine, GoldenEditions golden, params IServiceModule[] others)
    {
        var databases = engine.NewPrefix();
        await golden.RestoreAsync(engine.Client, databases.Value, Token);
        var app = QualiPrefHost.Build(
            [
                "--urls=http://127.0.0.1:0",
                $"--QualiPref:Storage:ConnectionString={engine.ConnectionString}",
                $"--QualiPref:Storage:DatabasePrefix={databases.Value}",
                $"--QualiPref:Identity:SigningKey={Convert.ToBase64String(Key)}",
                "--QualiPref:Identity:Development=true",
            ],
            [new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), .. others]);
        await app.StartAsync(Token);
        var http = new HttpClient { BaseAddress = new Uri($"{app.Urls.First()}/api/reporting/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Sign());
        return new RestoredRelease(databases, app, http);
    }

    /// <summary>What verifying an edition says.</summary>
    public async Task<JsonElement> VerifyAsync(GoldenEdition edition)
    {
        using var response = await _http.PostAsync(new Uri($"editions/{edition.Id}/verify", UriKind.Relative), null, Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>Reads JSON.</summary>
    public async Task<JsonElement> JsonAsync(string path) => JsonElement.Parse(await TextAsync(path));

    /// <summary>Reads what must be there.</summary>
    public Task<string> TextAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _databases.DisposeAsync();
    }

    private static string Sign() => SampleToken.Sign(Key, ["quality"], ["*"]);
}
