using RabbitMQ.Client.Exceptions;

namespace QualiPref.Platform.Messaging;

/// <summary>The broker holds a queue with other arguments than this version declares; it can be had only by deleting it.</summary>
/// <param name="queue">Name of the queue.</param>
/// <param name="inner">The broker's refusal.</param>
internal sealed class DifferentQueueException(string queue, OperationInterruptedException inner) : Exception(
    $"The broker holds the queue {queue} with other arguments than this version declares. Nothing is published or taken until it is deleted: see the runbook drop-and-redeclare.", inner);
