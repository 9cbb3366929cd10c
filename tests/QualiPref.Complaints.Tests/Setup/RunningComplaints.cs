using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Hosting;
using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealEngine))]

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>The service over HTTP on a free port with the real engine, and a consumer in the place of indicators.</summary>
internal sealed class RunningComplaints : IAsyncDisposable
{
    private static readonly byte[] Key = new byte[32];

    private readonly WebApplication _app;
    private readonly DatabasePrefix _databases;
    private readonly List<HttpClient> _clients = [];

    private RunningComplaints(WebApplication app, DatabasePrefix databases, Told told, ShiftedTime time)
    {
        _app = app;
        _databases = databases;
        Told = told;
        Time = time;
        Public = Client(null);
        Handler = As("handler", "*");
    }

    /// <summary>What indicators would have been told.</summary>
    public Told Told { get; }

    public ShiftedTime Time { get; }

    /// <summary>A caller without a token.</summary>
    public HttpClient Public { get; }

    /// <summary>A handler of every site.</summary>
    public HttpClient Handler { get; }

    public ComplaintsStorage Storage => _app.Services.GetRequiredService<ComplaintsStorage>();

    public static async Task<RunningComplaints> StartAsync(RealEngine engine)
    {
        var told = new Told();
        var time = new ShiftedTime();
        var databases = engine.NewPrefix();
        var app = QualiPrefHost.Build(
            [
                "--urls", "http://127.0.0.1:0",
                "--QUALIPREF_MONGO", engine.ConnectionString,
                "--QUALIPREF_RABBITMQ", "",
                "--QualiPref:Storage:DatabasePrefix", databases.Value,
                "--QualiPref:Identity:SigningKey", Convert.ToBase64String(Key),
                "--QualiPref:Identity:Development", "true",
                "--Logging:LogLevel:Default", "Warning",
            ],
            new ComplaintsModule(), new ListeningModule(told, time));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningComplaints(app, databases, told, time);
    }

    /// <summary>A caller with a token of one role.</summary>
    public HttpClient As(string role, params string[] sites) => Client(new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "qualipref",
        Audience = "qualipref",
        NotBefore = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Expires = new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Subject = new ClaimsIdentity([new Claim("name", "Agent 7"), new Claim("roles", role), .. sites.Select(site => new Claim("sites", site))]),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha256),
    }));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _databases.DisposeAsync();
    }

    private HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri($"{_app.Urls.First()}/api/complaints/v1/") };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }
}
