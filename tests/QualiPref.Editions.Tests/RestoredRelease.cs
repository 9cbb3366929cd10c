using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealEngine))]

namespace QualiPref.Editions.Tests;

/// <summary>The services of today in one process, on the databases as a release left them.</summary>
internal sealed class RestoredRelease(ServiceHost host, DatabasePrefix databases) : IAsyncDisposable
{
    private readonly HttpClient _http = host.Client(ServiceHost.TokenOf(["quality"], ["*"]), "reporting");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Restores golden editions and starts the services on them.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="golden">The editions.</param>
    /// <param name="others">What runs beside the services.</param>
    public static async Task<RestoredRelease> StartAsync(RealEngine engine, GoldenEditions golden, params IServiceModule[] others)
    {
        var databases = engine.NewPrefix();
        await golden.RestoreAsync(engine.Client, databases.Value, Token);
        var host = new ServiceHost(
            arguments => QualiPrefHost.Build(arguments, [new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), .. others]),
            engine.ConnectionString, databases.Value);
        return new RestoredRelease(await host.StartAsync(), databases);
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
        await host.DisposeAsync();
        await databases.DisposeAsync();
    }
}
