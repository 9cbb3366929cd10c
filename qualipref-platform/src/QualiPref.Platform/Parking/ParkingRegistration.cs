using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking.Messages;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Parking;

/// <summary>Tells the platform where a service parks what cannot go on.</summary>
public static class ParkingRegistration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What waits for a person, one value for each place of each service. One read for a place, of an index that holds only what is parked.</summary>
    public static StoredNumber Items { get; } = new("QualiPref.Platform", "qualipref.parked.items", "{item}",
        "What could not go on and waits for a person; without what was given up. The same from every replica: max by (service, place)");

    /// <summary>Adds a place of a service: it is listed by <c>GET /parked</c>, counted in <see cref="Items"/> and degrades the service's health while something waits there.</summary>
    /// <typeparam name="TParking">The place, registered as a singleton.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="place">Name of the place.</param>
    public static void AddParking<TParking>(this IServiceCollection services, string service, string place) where TParking : class, IParking =>
        services.AddParking(service, place, provider => provider.GetRequiredService<TParking>());

    /// <summary>Adds a place that each service has.</summary>
    internal static void AddParking(this IServiceCollection services, string service, string place, Func<IServiceProvider, IParking> parkingOf)
    {
        services.AddKeyedSingleton(service, (provider, _) => parkingOf(provider));
        services.AddStoredNumber(Items, async (provider, token) => [Measured.At(service, place, await parkingOf(provider).CountAsync(token))]);
        // Degraded at worst: a database that is away must not take the whole process out of traffic.
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"{service} {place}", provider => new ParkedCheck(parkingOf(provider)), HealthStatus.Degraded, [HealthText.Public], Patience));
    }

    /// <summary>Adds the place of the messages that a service could not take from the broker, and what takes them there.</summary>
    internal static void AddParkedMessages(this IServiceCollection services, string service)
    {
        services.AddKeyedSingleton(service, (provider, _) => new MessageStore(provider.GetRequiredService<MongoDatabases>().For(service), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredKeyedService<MessageStore>(service));
        services.AddParking(service, ParkedMessages.PlaceName, provider =>
            new ParkedMessages(provider.GetRequiredKeyedService<MessageStore>(service), provider.GetRequiredService<BrokerLink>()));
        services.AddSingleton<IWorker>(provider => ActivatorUtilities.CreateInstance<MessageDrain>(provider, service, provider.GetRequiredKeyedService<MessageStore>(service)));
    }

    private sealed class ParkedCheck(IParking parking) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var waiting = await parking.CountAsync(cancellationToken);
            if (waiting == 0) return HealthCheckResult.Healthy();
            var oldest = await parking.ListAsync(givenUp: false, 1, cancellationToken);
            return HealthCheckResult.Degraded(
                $"{waiting} parked, the oldest because of: {(oldest is [var first, ..] ? first.Reason : "(gone on meanwhile)")}. Mend the cause and retry, or give up: /parked");
        }
    }
}
