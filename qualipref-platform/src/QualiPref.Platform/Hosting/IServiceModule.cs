using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using QualiPref.Platform.Messaging;

namespace QualiPref.Platform.Hosting;

/// <summary>One service as a host sees it, whether it runs alone or beside the others.</summary>
public interface IServiceModule
{
    /// <summary>Name in addresses, queues and databases, such as <c>surveys</c>.</summary>
    string Name { get; }

    /// <summary>Registers what the service needs.</summary>
    /// <param name="builder">The host being built.</param>
    void AddServices(IHostApplicationBuilder builder);

    /// <summary>Lists what the service consumes.</summary>
    /// <param name="consumers">The consumers of the process.</param>
    void AddConsumers(ConsumerList consumers);

    /// <summary>Maps its calls.</summary>
    /// <param name="api">The group <c>/api/&lt;name&gt;/v1</c>; for the portal, the root of the origin.</param>
    void MapEndpoints(IEndpointRouteBuilder api);
}
