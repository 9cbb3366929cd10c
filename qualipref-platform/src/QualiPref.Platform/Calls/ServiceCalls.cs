using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Limits;

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
    /// Registers a typed client. What changes nothing is asked again when the service could not be reached or says that it is away; a step whose
    /// outcome is unknown is never repeated behind the caller's back. A call ends with its budget, <see cref="CallBudget"/>.
    /// </summary>
    /// <typeparam name="T">The client; it takes an <see cref="HttpClient"/> whose base address is the service's prefix.</typeparam>
    /// <param name="services">The services; <see cref="AddServiceAddresses"/> comes first.</param>
    /// <param name="service">
    /// The service that is called, one of <see cref="ServiceNames"/>. The process refuses to start when it neither runs it nor has its address.
    /// </param>
    /// <param name="largestAnswer">What answers are refused beyond, in bytes; of those that are handed on it says nothing.</param>
    public static IHttpClientBuilder AddServiceClient<T>(this IServiceCollection services, string service, long largestAnswer = int.MaxValue) where T : class
    {
        services.AddOptions<ServiceOptions>().Validate<HostedModules>(
            (options, hosted) => options.Of(service) is not null || hosted.Names.Contains(service),
            $"{ServiceOptions.Section}:{service} is not set, and {service} does not run in this process: set its base address.");
        services.TryAddSingleton<InnerCalls>();
        // Named by the whole name of its type: modules that share a process may have clients of the same short name.
        var client = services.AddHttpClient<T>(typeof(T).FullName!, (provider, http) => http.BaseAddress = provider.GetRequiredService<ServiceAddresses>().Of(service));
        client.AddStandardResilienceHandler(resilience =>
        {
            resilience.TotalRequestTimeout.TimeoutGenerator = Budget;
            // An attempt may use all of it: cancelled earlier, a read that is slow under its own weight would begin anew under the same load.
            resilience.AttemptTimeout.TimeoutGenerator = Budget;
            resilience.Retry.ShouldHandle = attempt => ValueTask.FromResult(
                IsAway(attempt.Outcome) && attempt.Context.GetRequestMessage() is { } request && CallBudget.ChangesNothing(request));
        });
        return client.AddHttpMessageHandler(() => new WholeAnswerHandler(largestAnswer))
            .AddHttpMessageHandler(provider => new InnerCallHandler(provider.GetRequiredService<InnerCalls>(), provider.GetRequiredService<ServiceAddresses>().IsOwn(service)));
    }

    private static ValueTask<TimeSpan> Budget(TimeoutGeneratorArguments call) => ValueTask.FromResult(CallBudget.Of(call.Context.GetRequestMessage()));

    // No answer at all, half of one, or one that asks to come again; whatever else was answered, such as too much, would be answered again.
    private static bool IsAway(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded }
        || outcome.Result is { StatusCode: HttpStatusCode.ServiceUnavailable };

    /// <summary>Makes a client call in the name of a service, with role <see cref="Roles.Service"/>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="caller">The service that calls.</param>
    public static IHttpClientBuilder AsService(this IHttpClientBuilder client, string caller) =>
        client.AddHttpMessageHandler(provider => new ServiceTokenHandler(provider.GetRequiredService<PlatformTokens>(), caller));
}
