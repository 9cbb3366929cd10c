using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests.Setup;

/// <summary>The service as it runs: real host on a free port, real engine, messages through the mediator, an empty database of its own.</summary>
public sealed class RunningReporting : IAsyncDisposable
{
    private readonly DatabasePrefix _databases;
    private readonly Func<ServiceHost> _build;
    private ServiceHost _host = null!;

    private RunningReporting(DatabasePrefix databases, StandInIndicators indicators, Func<ServiceHost> build)
    {
        _databases = databases;
        Indicators = indicators;
        _build = build;
    }

    /// <summary>A client with role quality for every site.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>What was logged as an error, in order.</summary>
    public IReadOnlyCollection<string> Logged => Indicators.Faults.Entries;

    /// <summary>The service next door.</summary>
    public StandInIndicators Indicators { get; }

    /// <summary>What the service keeps.</summary>
    public IMongoDatabase Database => _databases.Client.GetDatabase($"{_databases.Value}_reporting");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunningReporting> StartAsync(RealEngine engine, params string[] settings)
    {
        var databases = engine.NewPrefix();
        var indicators = new StandInIndicators();
        var reporting = new RunningReporting(databases, indicators, () => new ServiceHost(
            arguments => QualiPrefHost.Build(arguments, new ReportingModule(), indicators),
            engine.ConnectionString, databases.Value, ["--QualiPref:Reporting:FreezePause=00:00:00.05", "--QualiPref:Services:Surveys=http://127.0.0.1:1", .. settings]));
        await reporting.RunAsync();
        return reporting;
    }

    /// <summary>Ends the process's work where it is, waits until nothing of it runs any more, and starts another one on the same database, whose leases have run out meanwhile.</summary>
    public async Task RestartAsync(Func<Task>? between = null)
    {
        await _host.DisposeAsync();
        if (between is not null) await between();
        await Database.DropCollectionAsync("leases", Token);
        await RunAsync();
    }

    /// <summary>Has it take what changed in the folder of its catalogue.</summary>
    public void LookAtCatalogue() => _host.LookAtCatalogue();

    public T Service<T>() where T : notnull => _host.Service<T>();

    /// <summary>Listens to its metrics.</summary>
    public HeardNumbers Hear() => _host.Hear();

    public HttpClient Client(string[]? roles = null, string[]? sites = null) =>
        _host.Client(roles is null ? null : ServiceHost.TokenOf(roles, sites ?? ["*"]), "reporting");

    /// <summary>Opens a report and returns its id.</summary>
    public async Task<Guid> OpenAsync(string network = "essonne", string period = "2026", string title = "Bilan annuel")
    {
        using var response = await PostAsync(new { network, period, title });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await JsonOf(response)).GetProperty("id").GetGuid();
    }

    public Task<HttpResponseMessage> PostAsync(object body, string? key = null, HttpClient? client = null) => PostToAsync("/reports", body, key, client);

    public async Task<HttpResponseMessage> PostToAsync(string path, object? body, string? key = null, HttpClient? client = null, string? match = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/reporting/v1{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (match is not null) request.Headers.Add("If-Match", match);
        return await (client ?? Http).SendAsync(request, Token);
    }

    /// <summary>Freezes a report and returns the id of the edition.</summary>
    public async Task<Guid> FreezeAsync(Guid report, string key = "arrêté 1", object? body = null)
    {
        using var response = await PostToAsync($"/reports/{report}/freeze", body, Uri.EscapeDataString(key));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await JsonOf(response)).GetProperty("id").GetGuid();
    }

    public Task<HttpResponseMessage> GetAsync(string path, HttpClient? client = null) =>
        (client ?? Http).GetAsync(new Uri($"/api/reporting/v1{path}", UriKind.Relative), Token);

    /// <summary>Reads what must be there as JSON.</summary>
    public async Task<JsonElement> JsonAsync(string path, HttpClient? client = null)
    {
        using var response = await GetAsync(path, client);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonOf(response);
    }

    public Task<JsonElement> ReadAsync(Guid id) => JsonAsync($"/reports/{id}");

    public Task<string> DocumentAsync(Guid id, string format) => DocumentAsync($"/reports/{id}/document?format={format}");

    public async Task<string> DocumentAsync(string path, HttpClient? client = null)
    {
        using var response = await GetAsync(path, client);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Token);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(Token));

    /// <summary>Asserts a refusal and returns the pointers of the fields that it names.</summary>
    public static async Task<IReadOnlyList<string>> RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await JsonOf(response);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem.TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!)]
            : [];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _databases.DisposeAsync();
        Indicators.Contract.AssertKept();
    }

    private async Task RunAsync()
    {
        _host = await _build().StartAsync();
        Http = Client(["quality"]);
    }
}
