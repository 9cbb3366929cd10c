using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Persistence;

/// <summary>An outbox as those see it who run and watch it.</summary>
public interface IOutbox : IWorker, IParking
{
    /// <summary>Since when what was committed first of all that waits is waiting to be published (UTC); null when nothing waits. One key of an index.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<DateTime?> OldestAsync(CancellationToken cancellationToken);
}

/// <summary>Tells the platform of a service's outboxes.</summary>
public static class OutboxRegistration
{
    /// <summary>For how long the oldest entry of each outbox waits. One key of an index for each.</summary>
    public static StoredNumber OldestAge { get; } = new("QualiPref.Platform", "qualipref.outbox.oldest.age", "s",
        "For how long the oldest entry of an outbox waits to be published; 0 when none does. The same from every replica: max by (service, place)");

    /// <summary>Runs an outbox, shows what it parks, and has the age of its oldest entry measured.</summary>
    /// <typeparam name="TOutbox">The outbox, registered as a singleton.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="place">Name of its collection.</param>
    public static void AddOutbox<TOutbox>(this IServiceCollection services, string service, string place) where TOutbox : class, IOutbox
    {
        services.AddWorker<TOutbox>();
        services.AddParking<TOutbox>(service, place);
        services.AddStoredNumber(OldestAge, async (provider, token) =>
        {
            var oldest = await provider.GetRequiredService<TOutbox>().OldestAsync(token);
            return [Measured.At(service, place, Measured.Age(oldest, provider.GetRequiredService<TimeProvider>()))];
        });
    }
}
