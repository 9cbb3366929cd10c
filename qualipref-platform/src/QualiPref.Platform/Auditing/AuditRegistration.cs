using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Auditing;

/// <summary>Tells the platform of the audit log of a service.</summary>
public static class AuditRegistration
{
    /// <summary>Gives a service an audit log, as a keyed <see cref="AuditLog"/>, and what seals it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="collections">Names of the collections in whose documents entries wait until they are moved to the chain.</param>
    public static void AddAudited(this IServiceCollection services, string service, params IEnumerable<string> collections)
    {
        services.AddKeyedSingleton(service, (provider, _) => new AuditLog(service, provider.GetRequiredService<MongoDatabases>(), collections));
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredKeyedService<AuditLog>(service));
        services.AddSingleton<IWorker>(provider => ActivatorUtilities.CreateInstance<AuditSealer>(provider, provider.GetRequiredKeyedService<AuditLog>(service)));
    }
}
