using MassTransit;

namespace QualiPref.Platform.Messaging;

/// <summary>The consumers of the services that run in this process.</summary>
public sealed class ConsumerList
{
    private readonly List<Registration> _registrations = [];

    internal IReadOnlyList<Registration> Registrations => _registrations;

    /// <summary>Adds a consumer.</summary>
    /// <typeparam name="TConsumer">The consumer.</typeparam>
    /// <typeparam name="TMessage">What it consumes.</typeparam>
    /// <param name="service">The service that it belongs to.</param>
    /// <param name="concurrency">Messages handled at once.</param>
    /// <exception cref="InvalidOperationException">The pair is not in <see cref="MessageTopology"/>.</exception>
    public void Add<TConsumer, TMessage>(string service, int concurrency)
        where TConsumer : class, IConsumer<TMessage>
        where TMessage : class
    {
        if (!MessageTopology.Consumers.TryGetValue(typeof(TMessage), out var services) || !services.Contains(service))
        {
            throw new InvalidOperationException($"{service} consumes {typeof(TMessage).Name} without being in MessageTopology: publishers would not declare its queue.");
        }
        _registrations.Add(new Registration(
            service,
            typeof(TMessage),
            MessageTopology.QueueOf(service, typeof(TMessage)),
            concurrency,
            bus => bus.AddConsumer<TConsumer>(),
            (context, endpoint) => endpoint.ConfigureConsumer<TConsumer>(context)));
    }

    internal sealed record Registration(
        string Service,
        Type Message,
        string Queue,
        int Concurrency,
        Action<IRegistrationConfigurator> Register,
        Action<IRegistrationContext, IReceiveEndpointConfigurator> Configure);
}
