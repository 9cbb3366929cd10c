using System.Net.Http.Json;
using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the complaints service by which persons are found and cases erased.</summary>
internal sealed class PrivacyClient(HttpClient http) : ServiceClient(http, ServiceNames.Complaints)
{
    /// <summary>The cases of a person.</summary>
    public Task<FoundCases> FindAsync(object sought, CancellationToken cancellationToken) => PostAsync<FoundCases>("persons/search", sought, cancellationToken);

    /// <summary>Erases a case that still is as the person saw it.</summary>
    public Task<Case> EraseAsync(Guid id, long version, CancellationToken cancellationToken) =>
        PostAsync<Case>($"complaints/{id}/erase", new { }, cancellationToken, ifMatch: $"\"{version}\"");

    /// <summary>All that some cases hold, as a file; the caller disposes of it.</summary>
    public Task<HttpResponseMessage> ExportAsync(IEnumerable<Guid> cases, CancellationToken cancellationToken) =>
        DownloadAsync(HttpMethod.Post, "persons/export", JsonContent.Create(new { cases }), cancellationToken);

    /// <summary>What was kept long enough.</summary>
    public Task<RetentionPreview> PreviewAsync(CancellationToken cancellationToken) => GetAsync<RetentionPreview>("retention", CallBudget.WholeNetwork, cancellationToken);

    /// <summary>Decides that what was kept long enough at a site is erased.</summary>
    public Task<DisposalSlip> RunAsync(object run, CancellationToken cancellationToken) => PostAsync<DisposalSlip>("retention/run", run, cancellationToken);

    public Task<DisposalSlipList> ListSlipsAsync(CancellationToken cancellationToken) => GetAsync<DisposalSlipList>("retention/slips", cancellationToken);

    /// <summary>A slip as a document; the caller disposes of it.</summary>
    public Task<HttpResponseMessage> DownloadSlipAsync(Guid id, CancellationToken cancellationToken) => DownloadAsync(HttpMethod.Get, $"retention/slips/{id}/document", null, cancellationToken);

    private async Task<HttpResponseMessage> DownloadAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content }.Within(CallBudget.WholeNetwork).HandingOn();
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
