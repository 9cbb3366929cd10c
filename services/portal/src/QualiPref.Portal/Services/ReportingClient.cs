using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the reporting service that pages make.</summary>
internal sealed class ReportingClient(HttpClient http) : ServiceClient(http, ServiceNames.Reporting)
{
    public Task<ServicePage<ReportLine>> ListAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<ReportLine>>("reports" + QueryText.Of(("cursor", cursor)), cancellationToken);

    public Task<ReportLine> OpenAsync(Guid key, string network, string period, string title, CancellationToken cancellationToken) =>
        PostAsync<ReportLine>("reports", new { network, period, title }, cancellationToken, idempotencyKey: key.ToString());

    public Task<Report> ReadAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Report>($"reports/{id}", cancellationToken);

    public Task<ServicePage<EditionLine>> ListEditionsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<EditionLine>>("editions" + QueryText.Of(("cursor", cursor)), cancellationToken);

    public Task<Edition> ReadEditionAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Edition>($"editions/{id}", cancellationToken);

    public Task<EditionLine> PublishAsync(Guid id, long version, string reason, CancellationToken cancellationToken) =>
        PostAsync<EditionLine>($"editions/{id}/publish", new { reason }, cancellationToken, ifMatch: $"\"{version}\"");

    /// <summary>What changed from one revision to another.</summary>
    public Task<EditionDifferences> CompareAsync(Guid id, Guid to, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<EditionDifferences>($"editions/{id}/differences" + QueryText.Of(("to", to.ToString()), ("cursor", cursor)), cancellationToken);

    public Task<LongOperation> ReadOperationAsync(Guid id, CancellationToken cancellationToken) => GetAsync<LongOperation>($"operations/{id}", cancellationToken);

    /// <summary>A file of a report or an edition; the caller disposes of the response.</summary>
    /// <param name="path">Such as <c>reports/{id}/document?format=csv</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<HttpResponseMessage> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
