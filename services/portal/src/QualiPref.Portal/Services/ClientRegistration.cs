using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using QualiPref.Platform.Calls;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Services;

/// <summary>One resilient client a service.</summary>
internal static class ClientRegistration
{
    public static void AddServiceClients(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddServiceAddresses(configuration);
        services.AddTransient<SessionTokenHandler>();
        services.AddHttpClient<SampleAccounts>();
        services.AddTransient<Receipts>();
        services.AddTransient<TodayReader>();
        Add<ComplaintsClient>(services, ServiceNames.Complaints);
        Add<IndicatorsClient>(services, ServiceNames.Indicators);
        Add<ReportingClient>(services, ServiceNames.Reporting);
        Add<SurveysClient>(services, ServiceNames.Surveys);
        AddFreezing(services);
    }

    private static IHttpClientBuilder Add<T>(IServiceCollection services, string service) where T : ServiceClient =>
        services.AddServiceClient<T>(service).AddHttpMessageHandler<SessionTokenHandler>();

    // The usual limit of 10 s would give up on a freezing that goes well.
    private static void AddFreezing(IServiceCollection services)
    {
        var client = Add<FreezingClient>(services, ServiceNames.Reporting);
        services.Configure<HttpStandardResilienceOptions>($"{client.Name}-standard", resilience =>
        {
            resilience.AttemptTimeout.Timeout = FreezingClient.Patience;
            resilience.TotalRequestTimeout.Timeout = 2 * FreezingClient.Patience;
            resilience.CircuitBreaker.SamplingDuration = 2 * FreezingClient.Patience;
        });
    }
}
