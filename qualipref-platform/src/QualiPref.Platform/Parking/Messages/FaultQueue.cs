using QualiPref.Platform.Messaging;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>A queue in which messages end that a service could not take.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">The queue from which they came; null of the one for whatever the broker could not deliver to the service.</param>
/// <param name="Arguments">The arguments with which it is declared, by whoever declares it first.</param>
internal sealed record FaultQueue(string Name, string? Of, IReadOnlyDictionary<string, object> Arguments)
{
    /// <summary>All such queues of a service.</summary>
    public static IReadOnlyList<FaultQueue> AllOf(string service)
    {
        var arguments = MessageTopology.QueueArguments(service);
        return
        [
            .. MessageTopology.QueuesOf(service).SelectMany(queue => (FaultQueue[])
            [
                new(MessageTopology.ErrorQueueOf(queue), queue, arguments), new(MessageTopology.SkippedQueueOf(queue), queue, arguments),
            ]),
            new(MessageTopology.DeadQueueOf(service), null, MessageTopology.DeadQueueArguments),
        ];
    }
}
