using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace QualiPref.Platform.Catalogue;

/// <summary>Registers the catalogue.</summary>
public static class CatalogueServices
{
    /// <summary>Setting that names the folder of the catalogue; without it, <c>catalogue</c> beside the binaries.</summary>
    public const string PathSetting = "QualiPref:Catalogue:Path";

    /// <summary>
    /// Reads the catalogue now and registers it as a singleton <see cref="Catalogue"/>: a host with a wrong catalogue does not start.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Where <see cref="PathSetting"/> is looked up.</param>
    /// <exception cref="CatalogueException">The catalogue cannot be used; the message names every problem.</exception>
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration)
    {
        var path = configuration[PathSetting];
        if (string.IsNullOrWhiteSpace(path))
            path = Path.Combine(AppContext.BaseDirectory, "catalogue");

        return services.AddSingleton(Catalogue.Load(path));
    }
}
