namespace QualiPref.Platform.Calls;

/// <summary>
/// Reads each answer to its end while the budget of its call still runs: a service that dies in the middle of one would else be waited for without end.
/// </summary>
/// <param name="largestAnswer">What answers are refused beyond, in bytes.</param>
internal sealed class WholeAnswerHandler(long largestAnswer) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (CallBudget.IsHandedOn(request)) return response;
        try
        {
            await response.Content.LoadIntoBufferAsync(largestAnswer, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
