using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Shell;

/// <summary>Turns what escaped a page into a status, so that the error page explains it; the exception itself stays in the logs.</summary>
internal sealed partial class PageFaults(RequestDelegate next, ILogger<PageFaults> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Clear();
            SecurityHeaders.Add(context);
            context.Response.StatusCode = StatusOf(fault);
        }
    }

    private int StatusOf(Exception fault)
    {
        switch (fault)
        {
            case ServiceRefusedException refused:
                return refused.Problem.Status;
            case ServiceAwayException:
                LogAway(fault.Message);
                return (int)HttpStatusCode.ServiceUnavailable;
            case var outage when StorageFaults.IsOutage(outage):
                LogAway("The portal's database does not answer.");
                return (int)HttpStatusCode.ServiceUnavailable;
            case BadHttpRequestException bad:
                return bad.StatusCode;
            default:
                LogUnexpected(FaultText.Of(fault));
                return (int)HttpStatusCode.InternalServerError;
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "{Fault} The page was answered with 503")]
    private partial void LogAway(string fault);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "A page ended in an unexpected fault: {Fault}")]
    private partial void LogUnexpected(string fault);
}
