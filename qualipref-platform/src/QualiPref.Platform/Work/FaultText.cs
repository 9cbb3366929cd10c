using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MongoDB.Driver;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Work;

/// <summary>
/// Words for an exception that may be logged: types, error codes and stacks. The messages of exceptions that are not our own are left out, since
/// a driver's or a reader's may quote what a document holds; our own never carry a person's data.
/// </summary>
public static class FaultText
{
    /// <summary>Everything needed to find the fault: each exception of the chain with its stack.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = new StringBuilder();
        for (var fault = exception; fault is not null; fault = fault.InnerException)
        {
            if (text.Length > 0) text.AppendLine().Append("caused by ");
            text.Append(NameOf(fault));
            if (IsOurs(fault)) text.Append(": ").Append(fault.Message);
            if (fault.StackTrace is { } stack) text.AppendLine().Append(stack);
        }
        return text.ToString();
    }

    /// <summary>The exceptions of the chain in one line, without stacks.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string InShort(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var one = IsOurs(exception) ? $"{NameOf(exception)}: {exception.Message}" : NameOf(exception);
        return exception.InnerException is { } inner ? $"{one}, caused by {InShort(inner)}" : one;
    }

    /// <summary>One word for a fault that needs no stack: the code of a problem, else the exception's type with the code of the database, of HTTP or of the network.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string NameOf(Exception exception) => exception switch
    {
        ProblemException refused => refused.Problem.Kind.Code,
        MongoCommandException command => Coded(command, command.Code),
        MongoWriteException { WriteError: { } error } write => Coded(write, error.Code),
        MongoBulkWriteException { WriteErrors: [var first, ..] } bulk => Coded(bulk, first.Code),
        HttpRequestException { StatusCode: { } status } call => Coded(call, (int)status),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } call => $"{call.GetType().Name} ({call.HttpRequestError})",
        SocketException socket => $"{socket.GetType().Name} ({socket.SocketErrorCode})",
        null => throw new ArgumentNullException(nameof(exception)),
        _ => exception.GetType().Name,
    };

    private static string Coded(Exception exception, int code) =>
        string.Create(CultureInfo.InvariantCulture, $"{exception.GetType().Name} (code {code})");

    private static bool IsOurs(Exception exception) => exception.GetType().Namespace?.StartsWith("QualiPref.", StringComparison.Ordinal) == true;
}
