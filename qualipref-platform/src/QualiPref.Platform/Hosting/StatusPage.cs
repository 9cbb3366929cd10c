using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Hosting;

/// <summary>Gives a problem document to API answers that the framework left empty; pages are the portal's affair.</summary>
internal static class StatusPage
{
    public static Task WriteAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return Task.CompletedTask;
        ProblemKind? kind = context.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => CommonProblems.Unreadable,
            StatusCodes.Status401Unauthorized => CommonProblems.Unauthenticated,
            StatusCodes.Status403Forbidden => CommonProblems.Forbidden,
            StatusCodes.Status404NotFound => CommonProblems.NotFound,
            StatusCodes.Status405MethodNotAllowed => CommonProblems.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => CommonProblems.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => CommonProblems.UnsupportedMediaType,
            _ => null,
        };
        return kind is null ? Task.CompletedTask : new Problem(kind).ExecuteAsync(context);
    }
}
