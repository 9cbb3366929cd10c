using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;

namespace QualiPref.Platform.Calls;

/// <summary>Registers typed clients of other services: resilient, and at the address where the service is.</summary>
public static class ServiceCalls
{
    /// <summary>Registers where the services are.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration.</param>
    public static void AddServiceAddresses(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ServiceOptions>(configuration, ServiceOptions.Section);
        services.TryAddSingleton<ServiceAddresses>();
        // A call that fails is told once by who made it; a stack trace for each attempt says nothing more.
        services.AddLogging(logging => logging.AddFilter("Polly", LogLevel.None));
    }

    /// <summary>
    /// Registers a typed client. Safe methods are retried; a step whose outcome is unknown is never repeated behind the caller's back.
    /// </summary>
    /// <typeparam name="T">The client; it takes an <see cref="HttpClient"/> whose base address is the service's prefix.</typeparam>
    /// <param name="services">The services; <see cref="AddServiceAddresses"/> comes first.</param>
    /// <param name="service">
    /// The service that is called, one of <see cref="ServiceNames"/>. The process refuses to start when it neither runs it nor has its address.
    /// </param>
    public static IHttpClientBuilder AddServiceClient<T>(this IServiceCollection services, string service) where T : class
    {
        services.AddOptions<ServiceOptions>().Validate<HostedModules>(
            (options, hosted) => options.Of(service) is not null || hosted.Names.Contains(service),
            $"{ServiceOptions.Section}:{service} is not set, and {service} does not run in this process: set its base address.");
        // Named by the whole name of its type: modules that share a process may have clients of the same short name.
        var client = services.AddHttpClient<T>(typeof(T).FullName!, (provider, http) => http.BaseAddress = provider.GetRequiredService<ServiceAddresses>().Of(service));
        client.AddStandardResilienceHandler(resilience => resilience.Retry.DisableForUnsafeHttpMethods());
        return client;
    }

    /// <summary>Makes a client call in the name of a service, with role <see cref="Roles.Service"/>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="caller">The service that calls.</param>
    public static IHttpClientBuilder AsService(this IHttpClientBuilder client, string caller) =>
        client.AddHttpMessageHandler(provider => new ServiceTokenHandler(provider.GetRequiredService<PlatformTokens>(), caller));
}
