using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Catalogue.Published;

/// <summary>Lets the catalogue of a process hold what was published in the platform.</summary>
public static class PublishedRegistration
{
    /// <summary>
    /// Registers it for a service that rests on questionnaires. Where <c>surveys</c> runs in the same process its own database is read; any other process fetches
    /// what is new from it and keeps a copy in the service's.
    /// </summary>
    /// <param name="services">The services; <see cref="ServiceCalls.AddServiceAddresses"/> comes first.</param>
    /// <param name="service">The service.</param>
    public static void AddPublishedQuestionnaires(this IServiceCollection services, string service)
    {
        if (services.Any(one => one.ServiceType == typeof(PublishedStore))) return;
        services.AddSingleton(provider =>
        {
            var isOfSurveys = provider.GetRequiredService<HostedModules>().Names.Contains(ServiceNames.Surveys);
            return new PublishedStore(provider.GetRequiredService<MongoDatabases>().For(isOfSurveys ? ServiceNames.Surveys : service), isCopy: !isOfSurveys);
        });
        services.AddServiceClient<QuestionnairesClient>(ServiceNames.Surveys);
        services.AddSingleton<IStorageSetup, PublishedSetup>();
        services.AddWorker<PublishedWatch>();
    }
}
