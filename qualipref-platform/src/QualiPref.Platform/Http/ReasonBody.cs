using Microsoft.AspNetCore.Http;

namespace QualiPref.Platform.Http;

/// <summary>The body of a call that asks for nothing but why: <c>{ "reason": "…" }</c>.</summary>
public static class ReasonBody
{
    /// <summary>Reads the reason of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="longest">Most characters.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">What is wrong with the body.</exception>
    public static async Task<string> ReadAsync(HttpRequest request, int longest, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        return Read(new JsonFields(body.RootElement, new FieldErrors()), longest);
    }

    /// <summary>Reads the reason of a body.</summary>
    /// <param name="fields">The body.</param>
    /// <param name="longest">Most characters.</param>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public static string Read(JsonFields fields, int longest)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var reason = fields.Text("reason", longest, required: true);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return reason!;
    }
}
