using System.Net.Sockets;
using MassTransit;
using Polly;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.Platform.Work;

/// <summary>Tells what passes by itself (the database, the broker or another service is away) from faults of the work, which stay.</summary>
public static class Outages
{
    /// <summary>Whether the same work may succeed later without anybody's help.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsOutage(Exception exception) => StorageFaults.IsOutage(exception) || exception switch
    {
        // A message that no queue took is returned; its consumer declares the queue again when it comes back.
        RabbitMQClientException or BrokerUnreachableException or ConnectionException or TransportException
            or MessageNotAcknowledgedException or MessageReturnedException => true,
        // A call that was given up on before its caller was: whoever stops the process does not come here.
        HttpRequestException or ExecutionRejectedException or OperationCanceledException or HttpIOException or IOException { InnerException: SocketException } => true,
        ProblemException refused => refused.Problem.Kind.Status == 503,
        AggregateException many => many.InnerExceptions.All(IsOutage),
        _ => false,
    };
}
