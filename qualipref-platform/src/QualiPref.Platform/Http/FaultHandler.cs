using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Http;

/// <summary>Turns whatever escaped a handler into a problem document; nothing of the exception itself leaves the process.</summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The caller has gone: there is nobody to answer.
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        await ProblemOf(exception).ExecuteAsync(httpContext);
        return true;
    }

    private Problem ProblemOf(Exception exception)
    {
        switch (exception)
        {
            case ProblemException refused:
                if (refused.InnerException is not null) LogCause(FaultText.Of(refused));
                return refused.Problem;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Problem(CommonProblems.TooLarge);
            case BadHttpRequestException:
                return new Problem(CommonProblems.Unreadable);
            case var _ when StorageFaults.IsOutage(exception):
                LogStorageAway(exception.GetType().Name);
                return new Problem(CommonProblems.StorageAway) { RetryAfter = TimeSpan.FromSeconds(2) };
            default:
                LogUnexpected(FaultText.Of(exception));
                return new Problem(CommonProblems.Unexpected);
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Storage is away ({Fault}); the request was answered with 503")]
    private partial void LogStorageAway(string fault);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "A request was refused for what another service did: {Fault}")]
    private partial void LogCause(string fault);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "A request ended in an unexpected fault: {Fault}")]
    private partial void LogUnexpected(string fault);
}
