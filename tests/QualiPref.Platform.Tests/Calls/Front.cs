using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Calls;

/// <summary>Owns no data, as the portal.</summary>
internal sealed class Front : IServiceModule
{
    /// <summary>What it takes at most, in bytes.</summary>
    public const int LargestAnswer = 1_000;

    /// <summary>A process of its own, not started.</summary>
    public static ServiceHost Build(params string[] settings) => ServiceHost.WithoutDatabase(arguments => QualiPrefHost.Build(arguments, new Front()), settings);

    public string Name => QualiPrefHost.Portal;

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddServiceAddresses(builder.Configuration);
        builder.Services.AddServiceClient<Asking>(ServiceNames.Indicators, LargestAnswer);
    }

    public void AddConsumers(ConsumerList consumers)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }
}

/// <summary>Asks another service.</summary>
internal sealed class Asking(HttpClient http)
{
    public HttpClient Http { get; } = http;
}
