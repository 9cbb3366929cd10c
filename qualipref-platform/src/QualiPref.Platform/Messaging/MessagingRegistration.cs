using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Messaging;

/// <summary>Sets MassTransit up once for whatever services run in the process.</summary>
internal static class MessagingRegistration
{
    // One second, for a day: with the database away a message waits in place instead of ending in an error queue.
    private const int OutageRetries = 86_400;

    public static void AddQualiPrefMessaging(this IServiceCollection services, MessagingOptions options, ConsumerList consumers)
    {
        services.AddSingleton(consumers);
        services.AddSingleton<Reconnections>();
        if (options.Broker.Length == 0) services.AddMediatorMessaging(consumers);
        else services.AddBrokerMessaging(new Uri(options.Broker), consumers);
    }

    /// <summary>Has what is told of messages from here on leave out what they hold; before the bus is made, which is when it asks where to log.</summary>
    public static void KeepMessagesOutOfTheLog(this IServiceProvider services) => LogContext.ConfigureCurrentLogContext(new BusLog(services.GetRequiredService<ILoggerFactory>()));

    private static void AddMediatorMessaging(this IServiceCollection services, ConsumerList consumers)
    {
        services.AddMediator(mediator =>
        {
            foreach (var consumer in consumers.Registrations) consumer.Register(mediator);
        });
        services.AddSingleton<IMessagePublisher, MediatorPublisher>();
    }

    private static void AddBrokerMessaging(this IServiceCollection services, Uri broker, ConsumerList consumers)
    {
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // A broker that is away must not stop intake: answers wait in their ledger.
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            foreach (var consumer in consumers.Registrations) consumer.Register(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Connect(broker, host => host.OnRefreshConnectionFactory = _ => context.GetRequiredService<BrokerTopology>().DeclareAsync());
                rabbit.ConfigureJsonSerializerOptions(StrictReading.Configure);
                foreach (var consumer in consumers.Registrations) AddEndpoint(context, rabbit, consumer);
            });
        });
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<BrokerTopology>(provider, broker));
        services.AddSingleton<IMessagePublisher, BrokerPublisher>();
        services.AddSingleton(_ => new BrokerLink(broker));
        foreach (var service in consumers.Registrations.Select(consumer => consumer.Service).Distinct()) services.AddParkedMessages(service);
        services.AddSingleton<ConnectionHealth>();
        services.AddHealthChecks().AddCheck<ConnectionHealth>("broker", tags: [HealthText.Public, HealthText.Ready]);
    }

    private static void AddEndpoint(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, ConsumerList.Registration consumer)
    {
        rabbit.ReceiveEndpoint(consumer.Queue, endpoint =>
        {
            endpoint.ConcurrentMessageLimit = consumer.Concurrency;
            endpoint.PrefetchCount = consumer.Concurrency * 4;
            foreach (var (name, value) in MessageTopology.QueueArguments(consumer.Service)) endpoint.SetQueueArgument(name, value);
            endpoint.BindDeadLetterQueue(MessageTopology.DeadExchangeOf(consumer.Service), MessageTopology.DeadQueueOf(consumer.Service), dead =>
            {
                foreach (var (name, value) in MessageTopology.DeadQueueArguments) dead.SetQueueArgument(name, value);
            });
            endpoint.PublishFaults = false;
            endpoint.UseFilter(new UnansweredMessages());
            endpoint.ConfigureError(error =>
            {
                error.UseFilter(new NotifiedFaults());
                error.UseFilter(new ErrorTransportFilter());
            });
            endpoint.UseMessageRetry(retry =>
            {
                // One that publishes finds a queue gone that somebody deleted: it comes back with whoever takes from it.
                retry.Handle<Exception>(fault => fault is MessageReturnedException || StorageFaults.IsOutage(fault));
                retry.Interval(OutageRetries, TimeSpan.FromSeconds(1));
            });
            // Nothing is counted before the indexes stand.
            var prepared = context.GetRequiredService<StoragePreparation>().Done;
            endpoint.UseExecuteAsync(message => prepared.WaitAsync(message.CancellationToken));
            consumer.Configure(context, endpoint);
        });
    }
}
