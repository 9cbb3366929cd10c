using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;

namespace QualiPref.Portal.Tests;

/// <summary>The portal by another clock than the machine's.</summary>
internal sealed class PortalAt(TimeProvider time) : IServiceModule
{
    private readonly PortalModule _portal = new();

    public string Name => _portal.Name;

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(time);
        _portal.AddServices(builder);
    }

    public void AddConsumers(ConsumerList consumers) => _portal.AddConsumers(consumers);

    public void MapEndpoints(IEndpointRouteBuilder api) => _portal.MapEndpoints(api);
}
