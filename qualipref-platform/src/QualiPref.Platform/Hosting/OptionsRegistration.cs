using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace QualiPref.Platform.Hosting;

/// <summary>Options that are checked before the process takes its first request.</summary>
public static class OptionsRegistration
{
    /// <summary>Binds a section and validates it at start by its annotations.</summary>
    /// <typeparam name="T">The options.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="section">Name of the section.</param>
    public static void AddValidatedOptions<T>(this IServiceCollection services, IConfiguration configuration, string section) where T : class
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
    }
}
