using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Hosting;

namespace QualiPref.Platform.Catalogue;

/// <summary>Registers the catalogue.</summary>
public static class CatalogueServices
{
    /// <summary>Setting that names the folder of the catalogue; without it, <c>catalogue</c> beside the binaries.</summary>
    public const string PathSetting = "QualiPref:Catalogue:Path";

    /// <summary>
    /// Registers <see cref="LiveCatalogue"/>, which is read again while the host runs, and one <see cref="Catalogue"/> for each scope: what is made once for the
    /// process cannot take that by mistake.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Where <see cref="PathSetting"/> is looked up.</param>
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration)
    {
        var path = configuration[PathSetting];
        if (string.IsNullOrWhiteSpace(path))
            path = Path.Combine(AppContext.BaseDirectory, "catalogue");

        services.AddSingleton(provider => new LiveCatalogue(path, provider.GetRequiredService<ILogger<LiveCatalogue>>()));
        services.AddScoped(provider => provider.GetRequiredService<LiveCatalogue>().Current);
        services.AddHostedService<CatalogueWatch>();
        services.AddHealthChecks().AddCheck<CatalogueHealth>("catalogue", tags: [HealthText.Public]);
        return services;
    }

    /// <summary>Registers for each scope what is prepared of its catalogue, once for all scopes of one catalogue.</summary>
    /// <typeparam name="T">What is prepared; immutable.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="make">Prepares it.</param>
    public static IServiceCollection AddPerCatalogue<T>(this IServiceCollection services, Func<Catalogue, T> make) where T : class
    {
        var prepared = new PerCatalogue<T>(make);
        return services.AddScoped(provider => prepared.Of(provider.GetRequiredService<Catalogue>()));
    }
}
