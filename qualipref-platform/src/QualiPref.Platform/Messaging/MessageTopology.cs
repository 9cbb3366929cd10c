using MassTransit;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Surveys.V1;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// Who consumes what: the one place from which publishers and consumers alike declare queues, so that a message published before its
/// consumer ever started waits for it. The table of <c>contracts/README.md</c> says the same and a test compares them.
/// </summary>
public static class MessageTopology
{
    /// <summary>Consuming services by message type.</summary>
    public static IReadOnlyDictionary<Type, IReadOnlyList<string>> Consumers { get; } = new Dictionary<Type, IReadOnlyList<string>>
    {
        [typeof(SurveyResponsesRecorded)] = ["indicators"],
        [typeof(ComplaintsChanged)] = ["indicators"],
        [typeof(IntakeBalanceChanged)] = ["indicators"],
        [typeof(ResponsesRequested)] = ["surveys", "complaints"],
        [typeof(CutRequested)] = ["surveys", "complaints", "indicators"],
        [typeof(CutUnderWay)] = ["indicators"],
        [typeof(CutTaken)] = ["reporting"],
    };

    /// <summary>Name of the queue on which a service takes a type, such as <c>indicators-complaints-changed</c>.</summary>
    /// <param name="service">The consuming service.</param>
    /// <param name="message">The message type.</param>
    public static string QueueOf(string service, Type message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return $"{service}-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(message.Name)}";
    }

    /// <summary>Names of all queues on which a service takes messages.</summary>
    /// <param name="service">The consuming service.</param>
    public static IEnumerable<string> QueuesOf(string service) =>
        Consumers.Where(message => message.Value.Contains(service)).Select(message => QueueOf(service, message.Key));

    /// <summary>Name of the queue to which MassTransit moves what a consumer of a queue failed over; it has the arguments of that queue.</summary>
    /// <param name="queue">The queue.</param>
    public static string ErrorQueueOf(string queue) => $"{queue}_error";

    /// <summary>The same for messages of a type that no consumer of the queue takes.</summary>
    /// <param name="queue">The queue.</param>
    public static string SkippedQueueOf(string queue) => $"{queue}_skipped";

    /// <summary>Name of the queue that keeps what the broker could not deliver to a service.</summary>
    /// <param name="service">The consuming service.</param>
    public static string DeadQueueOf(string service) => $"{service}-dead-letters";

    /// <summary>Name of the exchange that leads there.</summary>
    /// <param name="service">The consuming service.</param>
    public static string DeadExchangeOf(string service) => $"{service}-dead";

    /// <summary>Arguments of the queues of <see cref="DeadQueueOf"/>.</summary>
    /// <remarks>A classic queue lives on one node: while that is lost it cannot be declared, and nobody who starts meanwhile publishes.</remarks>
    public static IReadOnlyDictionary<string, object> DeadQueueArguments { get; } = new Dictionary<string, object> { ["x-queue-type"] = "quorum" };

    /// <summary>Arguments of a service's queues; publishers and consumers must declare the same or the broker refuses.</summary>
    /// <param name="service">The consuming service.</param>
    /// <remarks>
    /// Quorum queues survive the death of a node. From RabbitMQ 4 on such a queue drops a message after 20 deliveries unless it has
    /// a dead-letter exchange; at-least-once transfer to it needs <c>reject-publish</c>.
    /// </remarks>
    public static IReadOnlyDictionary<string, object> QueueArguments(string service) => new Dictionary<string, object>
    {
        ["x-queue-type"] = "quorum",
        ["x-dead-letter-exchange"] = DeadExchangeOf(service),
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
        ["x-delivery-limit"] = 20,
    };
}
