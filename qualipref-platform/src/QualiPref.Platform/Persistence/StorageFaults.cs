using System.Net.Sockets;
using MongoDB.Driver;

namespace QualiPref.Platform.Persistence;

/// <summary>Tells faults of the infrastructure, which pass, from faults of the request or message, which stay.</summary>
public static class StorageFaults
{
    /// <summary>Whether the database could not be reached, did not confirm or is being restored: the same write may be tried again later.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsOutage(Exception exception) => exception switch
    {
        MongoConnectionException or MongoConnectionPoolPausedException or MongoWaitQueueFullException
            or MongoNotPrimaryException or MongoNodeIsRecoveringException or MongoExecutionTimeoutException
            or MongoIncompatibleDriverException => true,
        // A cursor lives in one member of a replica set and goes with it: what was being read can be read again from the beginning.
        MongoCursorNotFoundException => true,
        RestoreUnderWayException => true,
        MongoWriteConcernException { WriteConcernResult: not null } or MongoBulkWriteException { WriteConcernError: not null } => true,
        // Server selection gives up with a TimeoutException; a reset while reading surfaces as one of the others.
        TimeoutException or SocketException or EndOfStreamException => true,
        MongoException { InnerException: { } inner } => IsOutage(inner),
        AggregateException many => many.InnerExceptions.Any(IsOutage),
        _ => false,
    };

    /// <summary>Whether a write was refused because a document with the same unique key exists.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsDuplicateKey(Exception exception) => exception switch
    {
        MongoWriteException write => write.WriteError?.Category == ServerErrorCategory.DuplicateKey,
        MongoCommandException command => command.Code == 11000,
        _ => false,
    };
}
