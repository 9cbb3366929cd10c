namespace QualiPref.Platform.Messaging;

/// <summary>One message on its way out of a database.</summary>
/// <typeparam name="T">Contract type.</typeparam>
/// <param name="MessageId">Stable id: publishing the same entry again repeats it.</param>
/// <param name="Body">The contract record.</param>
/// <param name="Causes">W3C trace parents of the requests whose changes it tells, as far as they were traced.</param>
public sealed record OutgoingMessage<T>(Guid MessageId, T Body, IReadOnlyList<string>? Causes = null) where T : class;

/// <summary>
/// Hands messages over so that nothing is in flight that is neither in a database nor on a durable queue. Implemented by the broker
/// (returns after its confirm) and by the mediator (returns after every consumer has committed).
/// </summary>
public interface IMessagePublisher
{
    /// <summary>Publishes in order; returns when the last is safe.</summary>
    /// <typeparam name="T">Contract type; it must have a consumer in <see cref="MessageTopology"/>.</typeparam>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Ends the attempt; what was not confirmed is to be published again.</param>
    Task PublishAsync<T>(IReadOnlyCollection<OutgoingMessage<T>> messages, CancellationToken cancellationToken) where T : class;
}
