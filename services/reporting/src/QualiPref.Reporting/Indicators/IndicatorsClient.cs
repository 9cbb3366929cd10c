using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Polly;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Http;

namespace QualiPref.Reporting.Indicators;

/// <summary>
/// The calls of <c>indicators</c> that this service makes in its own name. Whatever keeps an answer from coming and passes by itself is told as
/// <see cref="ReportingProblems.IndicatorsAway"/>, another fault as <see cref="ReportingProblems.IndicatorsFaulty"/>; what does not exist, or not as it
/// was stored, is null, except for the facts that differ: there nothing would be taken for no change.
/// </summary>
internal sealed class IndicatorsClient(HttpClient http)
{
    /// <summary>Most bytes of an answer: a cut's root names every part, a part has at most 4 MB and its cells come with it.</summary>
    public const long LargestAnswer = 32 * 1024 * 1024;

    private const int LargestPage = 200;

    // 409: it was altered. 422: it is not in the catalogue there, or the cursor is none.
    private static readonly HttpStatusCode[] NothingThere = [HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity];

    /// <summary>The bytes of a cut's root as they are served.</summary>
    public Task<byte[]?> FindRootAsync(Guid cut, CancellationToken cancellationToken) =>
        AskAsync(() => Long(HttpMethod.Get, $"cuts/{cut}"), BytesAsync, cancellationToken);

    /// <summary>The bytes of a part as they are served.</summary>
    public Task<byte[]?> FindPartAsync(Guid cut, string digest, CancellationToken cancellationToken) =>
        AskAsync(() => Long(HttpMethod.Get, $"cuts/{cut}/parts/{digest}"), BytesAsync, cancellationToken);

    /// <summary>Has a part's facts looked at, and its cells counted again from exactly the versions that it lists.</summary>
    public Task<PartVerification?> VerifyPartAsync(Guid cut, string digest, CancellationToken cancellationToken) =>
        AskAsync(() => Long(HttpMethod.Post, $"cuts/{cut}/parts/{digest}/verify").ChangingNothing(), JsonAsync<PartVerification>, cancellationToken);

    /// <summary>A page of the facts that differ between two cuts; null when the cursor is none.</summary>
    /// <exception cref="ProblemException">409 when one of the cuts is gone or was altered.</exception>
    public Task<FactChanges?> DifferencesAsync(Guid from, Guid to, string? cursor, int pageSize, CancellationToken cancellationToken) => AskAsync(
        () => Long(HttpMethod.Get, $"cuts/{from}/differences?to={to}&pageSize={pageSize}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"),
        ChangesAsync, cancellationToken);

    /// <summary>All facts that differ between two cuts, page by page.</summary>
    /// <exception cref="ProblemException">409 when one of the cuts is gone or was altered.</exception>
    public async IAsyncEnumerable<FactChange> AllDifferencesAsync(
        Guid from, Guid to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            // The cursor is its own.
            var page = await DifferencesAsync(from, to, cursor, LargestPage, cancellationToken) ?? throw new ProblemException(new Problem(ReportingProblems.IndicatorsFaulty));
            foreach (var change in page.Items) yield return change;
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <summary>What the draft of a report shows at this moment; null when the network is not in the catalogue there.</summary>
    public Task<DraftFigures?> ReportFiguresAsync(string network, string period, DateOnly asOf, CancellationToken cancellationToken) => AskAsync(
        () => Long(HttpMethod.Get, $"report-figures?network={Uri.EscapeDataString(network)}&period={Uri.EscapeDataString(period)}&asOf={asOf:yyyy-MM-dd}"),
        JsonAsync<DraftFigures>, cancellationToken);

    private async Task<T?> AskAsync<T>(
        Func<HttpRequestMessage> ask, Func<HttpResponseMessage, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var request = ask();
            using var response = await http.SendAsync(request, cancellationToken);
            return await read(response, cancellationToken);
        }
        catch (Exception exception) when (IsAway(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(new Problem(ReportingProblems.IndicatorsAway) { RetryAfter = TimeSpan.FromSeconds(5) }, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new ProblemException(new Problem(ReportingProblems.IndicatorsFaulty), exception);
        }
    }

    // ExecutionRejectedException: too many attempts have failed, or one took too long. An answer beyond the limit would be so again.
    private static bool IsAway(Exception exception) => exception is
        HttpRequestException { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded, StatusCode: null or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout }
        or ExecutionRejectedException or OperationCanceledException;

    private static async Task<byte[]?> BytesAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        IsThere(response) ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : null;

    private static async Task<T?> JsonAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class => IsThere(response) ? await response.Content.ReadFromJsonAsync<T>(cancellationToken) : null;

    private static async Task<FactChanges?> ChangesAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity) return null;
        if (!IsThere(response)) throw new ProblemException(new Problem(ReportingProblems.CutDamaged));
        return await response.Content.ReadFromJsonAsync<FactChanges>(cancellationToken);
    }

    private static bool IsThere(HttpResponseMessage response)
    {
        if (NothingThere.Contains(response.StatusCode)) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>A call that reads as much as a whole network may have.</summary>
    private static HttpRequestMessage Long(HttpMethod method, FormattableString path) => Usual(method, path).Within(CallBudget.WholeNetwork);

    private static HttpRequestMessage Usual(HttpMethod method, FormattableString path) =>
        new(method, new Uri(path.ToString(CultureInfo.InvariantCulture), UriKind.Relative));
}
