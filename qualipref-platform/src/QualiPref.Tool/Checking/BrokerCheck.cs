using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Checking;

/// <summary>Whether the broker answers, and whether somebody takes from every queue.</summary>
internal static class BrokerCheck
{
    private const string Part = "broker";

    public static async Task<Finding> LookAsync(Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Broker.Length == 0) return Finding.Skipped(Part, "QUALIPREF_RABBITMQ is not set; one process with all services has no broker.");
        try
        {
            return Judge(await BrokerQueues.ReadAsync(settings.Broker, cancellationToken));
        }
        catch (BrokerException exception)
        {
            return Finding.Failed(Part, exception.Message);
        }
    }

    private static Finding Judge(IReadOnlyList<QueueState> queues)
    {
        var missing = queues.Where(queue => queue.Messages is null).Select(queue => queue.Queue).ToList();
        if (missing.Count > 0) return Finding.Failed(Part, $"It answers, and these queues are not there: {string.Join(", ", missing)}. Services declare them once they reach it.");
        var idle = queues.Where(queue => queue.Consumers == 0).Select(queue => queue.Queue).ToList();
        return idle.Count > 0
            ? Finding.Failed(Part, $"It answers, and nobody takes from {string.Join(", ", idle)}: is the service that begins the name running?")
            : Finding.Ok(Part, $"It answers; {queues.Count} queues, each with somebody who takes from it.");
    }
}
