using System.Net.Sockets;
using Polly.Timeout;

namespace QualiPref.Tool.Calls;

/// <summary>Why something could not be reached, in few words.</summary>
internal static class Reaching
{
    public static string Why(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no such name",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not trusted, or it speaks no TLS",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "nobody listens there",
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known => known.HttpRequestError.ToString(),
        OperationCanceledException or TimeoutException or TimeoutRejectedException => "no answer in time",
        _ => exception.GetType().Name,
    };
}
