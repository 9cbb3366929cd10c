using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Hosting;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Access;

/// <summary>Registers what knows who works here.</summary>
internal static class AccessRegistration
{
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<AccessOptions>(configuration, AccessOptions.Section);
        services.AddAudited(QualiPrefHost.Portal, "persons");
        services.AddSingleton<PersonStore>();
        services.AddSingleton<SavedViewStore>();
        services.AddSingleton<Persons>();
        services.AddSingleton<AccessChanges>();
        services.AddScoped<Colleagues>();
        services.AddSingleton<PersonTokens>();
    }
}
