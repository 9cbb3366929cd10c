using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
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
        services.AddTransient<Receipts>();
        services.AddTransient<TodayReader>();
        services.AddTransient<Workbench>();
        Add<ComplaintsClient>(services, ServiceNames.Complaints);
        Add<LettersClient>(services, ServiceNames.Complaints);
        Add<PrivacyClient>(services, ServiceNames.Complaints);
        Add<IndicatorsClient>(services, ServiceNames.Indicators);
        Add<ReportingClient>(services, ServiceNames.Reporting);
        Add<SurveysClient>(services, ServiceNames.Surveys);
        Add<CommentsClient>(services, ServiceNames.Surveys);
        Add<QuestionnairesClient>(services, ServiceNames.Surveys);
        Add<OwnClient>(services, QualiPrefHost.Portal);
    }

    private static IHttpClientBuilder Add<T>(IServiceCollection services, string service) where T : ServiceClient =>
        services.AddServiceClient<T>(service).AddHttpMessageHandler<SessionTokenHandler>();
}
