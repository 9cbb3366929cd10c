using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Local;
using QualiPref.Testing;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// What stands before replicas as Services of Kubernetes do: an address for each service, and each request goes to one of those that say that they are ready.
/// </summary>
public sealed class Balancer : IAsyncDisposable
{
    // So often each replica is asked; one that is told to stop has to go on for longer.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // As the chart has it: a replica that is slow to say so is no less ready.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Dictionary<string, string> _addresses;
    private readonly ConcurrentQueue<string> _failures = new();

    private Balancer(WebApplication app, Dictionary<string, string> addresses) => (_app, _addresses) = (app, addresses);

    /// <summary>Replies of 500 and above that went through it, and requests that no replica took.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Starts it with an address for each service, and nothing behind them.</summary>
    /// <param name="services">Names of the services.</param>
    public static Balancer Start(IReadOnlyList<string> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. services.Select(_ => "http://127.0.0.1:0")]);
        builder.Services.AddReverseProxy().LoadFromMemory([], []);
        var app = builder.Build();
        var balancer = new Balancer(app, []);
        app.Use(async (context, next) =>
        {
            await next(context);
            if (context.Response.StatusCode >= 500) balancer._failures.Enqueue(
                $"{context.Response.StatusCode} {context.Request.Method} {context.Request.Host}{context.Request.Path} by {context.GetReverseProxyFeature().ProxiedDestination?.DestinationId ?? "nobody: no replica was ready"}");
        });
        app.MapReverseProxy();
        app.Start();
        foreach (var (service, address) in services.Zip(app.Urls)) balancer._addresses.Add(service, address);
        return balancer;
    }

    /// <summary>Where a service answers.</summary>
    /// <param name="service">Its name.</param>
    public string Of(string service) => _addresses[service];

    /// <summary>Leads the address of each service to its replicas.</summary>
    /// <param name="replicas">Addresses of the replicas of a service.</param>
    public void Lead(Func<string, IEnumerable<string>> replicas) => _app.Services.GetRequiredService<InMemoryConfigProvider>().Update(
        [.. _addresses.Select(one => new RouteConfig { RouteId = one.Key, ClusterId = one.Key, Match = new RouteMatch { Path = "{**rest}", Hosts = [new Uri(one.Value).Authority] } })],
        [.. _addresses.Keys.Select(service => ClusterOf(service, replicas(service)))]);

    /// <summary>Has a replica end in its own time, starts it again and waits until requests go to it.</summary>
    /// <param name="replica">The replica.</param>
    public async Task RestartAsync(ServiceProcess replica)
    {
        Assert.True(await replica.StopAsync(), $"{replica.Name} had to be ended by force");
        await replica.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync($"the balancer sees that {replica.Name} at {replica.Address} is ready",
            _ => Task.FromResult(DestinationOf(replica.Name, replica.Address).Health.Active == DestinationHealth.Healthy), cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private DestinationState DestinationOf(string service, string address)
    {
        _app.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster(service, out var cluster);
        return cluster!.Destinations[address];
    }

    private static ClusterConfig ClusterOf(string service, IEnumerable<string> addresses) => new()
    {
        ClusterId = service,
        LoadBalancingPolicy = "RoundRobin",
        Destinations = addresses.ToDictionary(address => address, address => new DestinationConfig { Address = address }),
        HealthCheck = new HealthCheckConfig
        {
            Active = new ActiveHealthCheckConfig { Enabled = true, Interval = Interval, Timeout = Patience, Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures, Path = "/ready" },
        },
        Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
    };
}
