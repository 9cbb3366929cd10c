using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests.Setup;

/// <summary>The service as it runs: real host on a free port, real engine, messages through the mediator, an empty database of its own.</summary>
public sealed class RunningReporting : IAsyncDisposable
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private readonly DatabasePrefix _databases;
    private readonly WebApplication _app;

    private RunningReporting(DatabasePrefix databases, WebApplication app)
    {
        _databases = databases;
        _app = app;
        Http = Client(["quality"], ["*"]);
    }

    /// <summary>A client with role quality for every site.</summary>
    public HttpClient Http { get; }

    public static async Task<RunningReporting> StartAsync(RealEngine engine)
    {
        var databases = engine.NewPrefix();
        var app = QualiPrefHost.Build(
            [
                "--urls=http://127.0.0.1:0",
                $"--QualiPref:Storage:ConnectionString={engine.ConnectionString}",
                $"--QualiPref:Storage:DatabasePrefix={databases.Value}",
                $"--QualiPref:Identity:SigningKey={Convert.ToBase64String(Key)}",
                "--QualiPref:Identity:Development=true",
            ],
            new ReportingModule());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningReporting(databases, app);
    }

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public HttpClient Client(string[]? roles = null, string[]? sites = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        if (roles is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Sign(roles, sites ?? ["*"]));
        return client;
    }

    public Task DeliverAsync(params IReadOnlyList<SiteDayCell> cells) => Service<IMessagePublisher>().PublishAsync<CellsRecomputed>(
        [new OutgoingMessage<CellsRecomputed>(Guid.NewGuid(), new CellsRecomputed { Cells = cells })], TestContext.Current.CancellationToken);

    /// <summary>Opens a report and returns its id.</summary>
    public async Task<Guid> OpenAsync(string network = "essonne", string period = "2026", string title = "Bilan annuel")
    {
        using var response = await PostAsync(new { network, period, title });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await JsonOf(response)).GetProperty("id").GetGuid();
    }

    public async Task<HttpResponseMessage> PostAsync(object body, string? key = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reporting/v1/reports") { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await (client ?? Http).SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, HttpClient? client = null) =>
        (client ?? Http).GetAsync(new Uri($"/api/reporting/v1{path}", UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<JsonElement> ReadAsync(Guid id)
    {
        using var response = await GetAsync($"/reports/{id}");
        return await JsonOf(response);
    }

    public async Task<string> DocumentAsync(Guid id, string format)
    {
        using var response = await GetAsync($"/reports/{id}/document?format={format}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

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
        Http.Dispose();
        await _app.DisposeAsync();
        await _databases.DisposeAsync();
    }

    private static string Sign(string[] roles, string[] sites) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "qualipref",
        Audience = "qualipref",
        Expires = DateTime.UtcNow.AddHours(1),
        Subject = new ClaimsIdentity(
            [new Claim("name", "Compte 1"), .. roles.Select(role => new Claim("roles", role)), .. sites.Select(site => new Claim("sites", site))]),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha256),
    });
}
