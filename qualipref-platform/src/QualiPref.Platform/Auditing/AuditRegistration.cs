using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Auditing;

/// <summary>Tells the platform of the audit log of a service.</summary>
public static class AuditRegistration
{
    /// <summary>Has entries that wait inside of the documents of a collection moved to the chain of the service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="collection">Name of the collection.</param>
    public static void AddAudited(this IServiceCollection services, string service, string collection) =>
        services.AddKeyedSingleton(service, new AuditedCollection(collection));

    /// <summary>Adds the audit log of a service, as a keyed <see cref="AuditLog"/>, and what seals it.</summary>
    internal static void AddAuditLog(this IServiceCollection services, string service)
    {
        services.AddKeyedSingleton(service, (provider, _) => new AuditLog(
            service, provider.GetRequiredService<MongoDatabases>(), provider.GetKeyedServices<AuditedCollection>(service).Select(audited => audited.Name)));
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredKeyedService<AuditLog>(service));
        services.AddSingleton<IWorker>(provider => ActivatorUtilities.CreateInstance<AuditSealer>(provider, provider.GetRequiredKeyedService<AuditLog>(service)));
    }

    private sealed record AuditedCollection(string Name);
}
