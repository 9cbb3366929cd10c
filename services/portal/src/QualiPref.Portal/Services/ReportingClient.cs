using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the reporting service that pages make.</summary>
internal sealed class ReportingClient(HttpClient http) : ServiceClient(http, ServiceNames.Reporting)
{
    // The service answers with an operation after 30 s; some more for the way.
    private static readonly TimeSpan UntilTheOperation = TimeSpan.FromSeconds(45);

    public Task<ServicePage<ReportLine>> ListAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<ReportLine>>("reports" + QueryText.Of(("cursor", cursor)), cancellationToken);

    public Task<ReportLine> OpenAsync(Guid key, string network, string period, string title, CancellationToken cancellationToken) =>
        PostAsync<ReportLine>("reports", new { network, period, title }, cancellationToken, idempotencyKey: key.ToString());

    public Task<Report> ReadAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Report>($"reports/{id}", CallBudget.WholeNetwork, cancellationToken);

    /// <summary>Freezes a report as it stands; the same key gives the same edition.</summary>
    public Task<LongCall<FrozenEdition>> FreezeAsync(Guid report, Guid key, IReadOnlyList<DeclaredRow> declared, CancellationToken cancellationToken) =>
        StartAsync<FrozenEdition>($"reports/{report}/freeze", new { declared }, UntilTheOperation, cancellationToken, idempotencyKey: key.ToString());

    /// <summary>Recomputes every figure of an edition from its facts.</summary>
    public Task<LongCall<Verification>> VerifyAsync(Guid edition, CancellationToken cancellationToken) =>
        StartAsync<Verification>($"editions/{edition}/verify", null, UntilTheOperation, cancellationToken);

    public Task<ServicePage<EditionLine>> ListEditionsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<EditionLine>>("editions" + QueryText.Of(("cursor", cursor)), cancellationToken);

    public Task<Edition> ReadEditionAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Edition>($"editions/{id}", CallBudget.WholeNetwork, cancellationToken);

    public Task<EditionLine> PublishAsync(Guid id, long version, string reason, CancellationToken cancellationToken) =>
        PostAsync<EditionLine>($"editions/{id}/publish", new { reason }, cancellationToken, ifMatch: $"\"{version}\"");

    /// <summary>What changed from one revision to another.</summary>
    public Task<EditionDifferences> CompareAsync(Guid id, Guid to, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<EditionDifferences>($"editions/{id}/differences" + QueryText.Of(("to", to.ToString()), ("cursor", cursor)), CallBudget.WholeNetwork, cancellationToken);

    public Task<LongOperation> ReadOperationAsync(Guid id, CancellationToken cancellationToken) => GetAsync<LongOperation>($"operations/{id}", cancellationToken);

    /// <summary>A file of a report or an edition; the caller disposes of the response.</summary>
    /// <param name="path">Such as <c>reports/{id}/document?format=csv</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<HttpResponseMessage> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path).Within(CallBudget.WholeNetwork).HandingOn();
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
