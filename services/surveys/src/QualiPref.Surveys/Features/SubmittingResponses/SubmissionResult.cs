using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.SubmittingResponses;

/// <summary>The answer to a PUT, written without a serializer: it is what a busy day is made of.</summary>
internal sealed class SubmissionResult(LedgerResult result) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var stored = result.Stored;
        var response = httpContext.Response;
        response.StatusCode = stored.Status == ResponseStatus.SetAside ? StatusCodes.Status202Accepted
            : result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        response.ContentType = "application/json; charset=utf-8";
        Preconditions.SetETag(response, stored.Version);
        using (var json = new Utf8JsonWriter(response.BodyWriter)) Write(json, httpContext.Request);
        return response.BodyWriter.FlushAsync(httpContext.RequestAborted).AsTask();
    }

    private void Write(Utf8JsonWriter json, HttpRequest request)
    {
        var stored = result.Stored;
        Span<char> date = stackalloc char[10];
        stored.Date.TryFormat(date, out _, "O", null);
        json.WriteStartObject();
        json.WriteString("id"u8, stored.Id);
        json.WriteString("result"u8, SubmissionOutcome.Of(result));
        json.WriteNumber("version"u8, stored.Version);
        json.WriteString("date"u8, date);
        if (stored.Status == ResponseStatus.SetAside)
        {
            json.WriteString("code"u8, stored.Code);
            json.WriteString("detail"u8, SurveysProblems.Explain(stored.Code).For(request));
        }
        json.WriteEndObject();
    }
}

/// <summary>What became of one answer, in the words of the contract.</summary>
internal static class SubmissionOutcome
{
    public const string Accepted = "accepted";
    public const string Conflict = "conflict";
    public const string Duplicate = "duplicate";
    public const string Invalid = "invalid";
    public const string SetAside = "setAside";

    public static string Of(LedgerResult result)
    {
        if (!result.IsSameContent) return Conflict;
        // Also when it comes again: whoever lost the first reply has to learn that it does not count.
        if (result.Stored.Status == ResponseStatus.SetAside) return SetAside;
        return result.IsNew ? Accepted : Duplicate;
    }
}
