using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using QualiPref.Portal.Session;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Services;

/// <summary>One resilient client a service.</summary>
internal static class ClientRegistration
{
    public static void AddServiceClients(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        // A page that fails says so once; a stack trace for each attempt says nothing more.
        services.AddLogging(logging => logging.AddFilter("Polly", LogLevel.None));
        services.AddSingleton<ServiceAddresses>();
        services.AddTransient<SessionTokenHandler>();
        services.AddHttpClient<SampleAccounts>();
        services.AddTransient<Receipts>();
        Add<ComplaintsClient>(services, ServiceNames.Complaints);
        Add<IndicatorsClient>(services, ServiceNames.Indicators);
        Add<ReportingClient>(services, ServiceNames.Reporting);
    }

    private static void Add<T>(IServiceCollection services, string service) where T : ServiceClient
    {
        var client = services.AddHttpClient<T>((provider, http) => http.BaseAddress = provider.GetRequiredService<ServiceAddresses>().Of(service));
        client.AddHttpMessageHandler<SessionTokenHandler>();
        // A step whose outcome is unknown must not be repeated behind the person's back: If-Match would then refuse what had succeeded.
        client.AddStandardResilienceHandler(resilience => resilience.Retry.DisableForUnsafeHttpMethods());
    }
}
