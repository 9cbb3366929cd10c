using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Portal;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Contracts.Tests;

/// <summary>All services and the portal in this process, on the real engine and without a broker.</summary>
internal sealed class InOneProcess(ServiceHost host, DatabasePrefix databases) : IAsyncDisposable
{
    public static async Task<InOneProcess> StartAsync(RealEngine engine, params IEnumerable<string> settings)
    {
        var databases = engine.NewPrefix();
        var host = new ServiceHost(
            arguments => QualiPrefHost.Build(
                arguments, new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), new PortalModule()),
            engine.ConnectionString, databases.Value, settings);
        return new InOneProcess(await host.StartAsync(), databases);
    }

    /// <summary>A client with a token, or with none.</summary>
    public HttpClient Client(string? token) => host.Client(token);

    /// <summary>A token of a role at all sites.</summary>
    public static string TokenOf(string role) => ServiceHost.TokenOf([role], ["*"], "Essai");

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await databases.DisposeAsync();
    }
}
