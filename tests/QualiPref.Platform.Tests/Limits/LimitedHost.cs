using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Limits;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealEngine))]

namespace QualiPref.Platform.Tests.Limits;

/// <summary>A replica of a process that takes requests from outside, with one call that does nothing.</summary>
internal sealed class LimitedHost : IAsyncDisposable
{
    private static readonly Uri Thing = new("/api/probe/v1/things", UriKind.Relative), Reports = new("/api/probe/v1/reports", UriKind.Relative);

    private readonly ServiceHost _host;
    private readonly Edge _edge;

    private LimitedHost(ServiceHost host, Edge edge) => (_host, _edge, Http) = (host, edge, host.Client());

    public HttpClient Http { get; }

    public IReadOnlyList<string> Warnings => [.. _edge.Logged.GetSnapshot().Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message)];

    /// <summary>Without a database that answers.</summary>
    public static async Task<LimitedHost> StartAsync(TimeProvider? time = null, params string[] settings)
    {
        var edge = new Edge(time);
        return new LimitedHost(await ServiceHost.WithoutDatabase(arguments => QualiPrefHost.Build(arguments, edge), settings).StartAsync(), edge);
    }

    /// <summary>On a database that it may share with others.</summary>
    public static async Task<LimitedHost> StartOnAsync(string mongo, string prefix, params string[] settings)
    {
        var edge = new Edge(null);
        return new LimitedHost(await new ServiceHost(arguments => QualiPrefHost.Build(arguments, edge), mongo, prefix, settings).StartAsync(), edge);
    }

    public T Service<T>() where T : notnull => _host.Service<T>();

    /// <summary>Sends one request and answers its status.</summary>
    public async Task<HttpStatusCode> AskAsync(HttpMethod? method = null, string? token = null, string? forwardedFor = null)
    {
        using var response = await SendAsync(method, token, forwardedFor);
        return response.StatusCode;
    }

    /// <summary>Sends one request; the caller disposes of the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod? method = null, string? token = null, string? forwardedFor = null, Uri? to = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, to ?? Thing);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (forwardedFor is not null) request.Headers.Add("X-Forwarded-For", forwardedFor);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends so many, one after the other; answers how many were taken.</summary>
    public async Task<int> TakenOfAsync(int requests, HttpMethod? method = null, string? token = null, string? forwardedFor = null)
    {
        var taken = 0;
        for (var i = 0; i < requests; i++) taken += await AskAsync(method, token, forwardedFor) == HttpStatusCode.OK ? 1 : 0;
        return taken;
    }

    /// <summary>Reports so many things as a browser does by itself; answers how many were taken.</summary>
    public async Task<int> TakenOfReportsAsync(int reports)
    {
        var taken = 0;
        for (var i = 0; i < reports; i++)
        {
            using var response = await SendAsync(HttpMethod.Post, to: Reports);
            taken += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }
        return taken;
    }

    /// <summary>The token of a kiosk.</summary>
    public static string Kiosk(Guid id) => Sign("surveys", new Claim("roles", Roles.Kiosk), new Claim("sites", "91-EVRY"), new Claim("kiosk", id.ToString()),
        new Claim("enrolment", "1", ClaimValueTypes.Integer32));

    /// <summary>The token of a service.</summary>
    public static string OfService(string service) => Sign(service, new Claim("name", service), new Claim("roles", Roles.Service), new Claim("sites", "*"));

    /// <summary>A limit, as an argument.</summary>
    public static string Limit(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"--QualiPref:Limits:{name}={value}");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Sign(string service, params Claim[] claims) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "qualipref",
        Audience = "qualipref",
        Expires = new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Subject = new ClaimsIdentity(claims),
        SigningCredentials = SampleToken.KeyOf(TestKeys.Folder, service),
    });

    private sealed class Edge(TimeProvider? time) : IServiceModule
    {
        public FakeLogCollector Logged { get; } = new();

        public string Name => QualiPrefHost.Portal;

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Logging.AddProvider(new FakeLoggerProvider(Logged));
            if (time is not null) builder.Services.AddSingleton(time);
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
            api.Map("/api/probe/v1/things", () => TypedResults.Ok()).AllowAnybody();
            api.Map("/api/probe/v1/reports", () => TypedResults.Ok()).AllowAnybody().CountedAsReports();
        }
    }
}
