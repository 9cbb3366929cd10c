using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the complaints service that pages make.</summary>
internal sealed class ComplaintsClient(HttpClient http) : ServiceClient(http, ServiceNames.Complaints)
{
    /// <summary>Prepares the filing of a case by the public.</summary>
    public Task<FilingProof> ProveAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync<FilingProof>("filing-proofs", new { id }, PartBudget, cancellationToken);

    public Task<FilingReceipt> FileAsync(Filing filing, CancellationToken cancellationToken) =>
        PostAsync<FilingReceipt>("complaints", filing, cancellationToken);

    public Task<Tracking> TrackAsync(string code, CancellationToken cancellationToken) =>
        GetAsync<Tracking>($"tracking/{Uri.EscapeDataString(code)}", cancellationToken);

    public Task<ServicePage<Case>> ListAsync(CaseFilter filter, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<Case>>("complaints" + filter.ToQuery(), cancellationToken);

    /// <summary>The open cases of one's sites that are due first, as many as one call gives.</summary>
    public Task<ServicePage<Case>> ListOpenAsync(CancellationToken cancellationToken) =>
        GetAsync<ServicePage<Case>>("complaints" + QueryText.Of(("status", "open"), ("pageSize", "200")), cancellationToken);

    public Task<Case> ReadAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Case>($"complaints/{id}", cancellationToken);

    public Task<DeadlineProof> ReadDeadlineAsync(Guid id, CancellationToken cancellationToken) =>
        GetAsync<DeadlineProof>($"complaints/{id}/deadline", cancellationToken);

    /// <summary>Takes a case one step further.</summary>
    /// <param name="id">The case.</param>
    /// <param name="transition">Name of the step as in the address.</param>
    /// <param name="version">Version that the person saw.</param>
    /// <param name="body">Its fields.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Case> MoveAsync(Guid id, string transition, long version, object body, CancellationToken cancellationToken) =>
        PostAsync<Case>($"complaints/{id}/{transition}", body, cancellationToken, ifMatch: $"\"{version}\"");
}
