using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the complaints service that pages make.</summary>
internal sealed partial class ComplaintsClient(HttpClient http) : ServiceClient(http, ServiceNames.Complaints)
{
    /// <summary>Prepares the filing of a case by the public.</summary>
    public Task<FilingProof> ProveAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync<FilingProof>("filing-proofs", new { id }, PartBudget, cancellationToken);

    public Task<FilingReceipt> FileAsync(Filing filing, CancellationToken cancellationToken) =>
        PostAsync<FilingReceipt>("complaints", filing, cancellationToken);

    /// <summary>Which of some cases are there, as whoever filed them sees them; at most a hundred.</summary>
    public async Task<IReadOnlyList<FiledCase>> ListFiledAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        (await GetAsync<FiledCases>("complaints/filed" + QueryText.Of(("id", string.Join(',', ids))), PartBudget, cancellationToken)).Items;

    public Task<Tracking> TrackAsync(string code, CancellationToken cancellationToken) =>
        GetAsync<Tracking>($"tracking/{Uri.EscapeDataString(code)}", cancellationToken);

    /// <summary>Adds a message of the person to their case; a repeat with the same id adds nothing.</summary>
    public Task<Tracking> AddMessageAsync(string code, Guid id, string text, CancellationToken cancellationToken) =>
        PostAsync<Tracking>($"tracking/{Uri.EscapeDataString(code)}/messages", new { id, text }, cancellationToken);

    /// <summary>Notes that a message of the person was read.</summary>
    public Task<Case> MarkReadAsync(Guid id, Guid message, CancellationToken cancellationToken) =>
        PostAsync<Case>($"complaints/{id}/messages/{message}/read", new { }, cancellationToken);

    public Task<CasePage> ListAsync(CaseFilter filter, CancellationToken cancellationToken) =>
        GetAsync<CasePage>("complaints" + filter.ToQuery(), cancellationToken);

    /// <summary>How many cases a list holds, whatever its page.</summary>
    public Task<CaseCounts> CountAsync(CaseFilter filter, CancellationToken cancellationToken) =>
        GetAsync<CaseCounts>("complaints/counts" + filter.ToWholeQuery(), cancellationToken);

    /// <summary>How the cases of a page of the list stand now, without anything of what is in them.</summary>
    public Task<CaseMarks> ReadMarksAsync(CaseFilter filter, CancellationToken cancellationToken) => GetAsync<CaseMarks>("complaints/marks" + filter.ToQuery(), PartBudget, cancellationToken);

    /// <summary>What waits at the desk of one's sites.</summary>
    public Task<Desk> ReadDeskAsync(CancellationToken cancellationToken) => GetAsync<Desk>("complaints/desk", cancellationToken);

    /// <summary>Some cases by their ids, as lists show them; one that is gone or of another site is missing. One call for each hundred, all at once.</summary>
    public async Task<IReadOnlyList<Case>> ListThoseAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var pages = await Task.WhenAll(ids.Distinct().Chunk(100).Select(some =>
            GetAsync<CasePage>("complaints" + QueryText.Of(("id", string.Join(',', some)), ("pageSize", "100")), cancellationToken)));
        return [.. pages.SelectMany(page => page.Items)];
    }

    /// <summary>What stands beside a case in a list.</summary>
    public Task<CaseNeighbours> FindNeighboursAsync(Guid id, CaseFilter filter, CancellationToken cancellationToken) =>
        GetAsync<CaseNeighbours>($"complaints/{id}/neighbours" + filter.ToOrderedQuery(), cancellationToken);

    /// <summary>What else the person of a case wrote.</summary>
    public Task<OthersOfPerson> FindOthersAsync(Guid id, CancellationToken cancellationToken) => GetAsync<OthersOfPerson>($"complaints/{id}/same-person", PartBudget, cancellationToken);

    public Task<Case> ReadAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Case>($"complaints/{id}", cancellationToken);

    public Task<DeadlineProof> ReadDeadlineAsync(Guid id, CancellationToken cancellationToken) =>
        GetAsync<DeadlineProof>($"complaints/{id}/deadline", cancellationToken);

    /// <summary>Notes something of a letter, or sends it again.</summary>
    public Task<Case> TellAsync(Guid id, Guid letter, string call, object body, CancellationToken cancellationToken) =>
        PostAsync<Case>($"complaints/{id}/letters/{letter}/{call}", body, cancellationToken);

    /// <summary>Writes a letter that is no step; a repeat with the same id writes nothing.</summary>
    public Task<Case> WriteAsync(Guid id, object letter, CancellationToken cancellationToken) => PostAsync<Case>($"complaints/{id}/letter", letter, cancellationToken);

    /// <summary>Takes a case one step further.</summary>
    /// <param name="id">The case.</param>
    /// <param name="transition">Name of the step as in the address.</param>
    /// <param name="version">Version that the person saw.</param>
    /// <param name="body">Its fields.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Case> MoveAsync(Guid id, string transition, long version, object body, CancellationToken cancellationToken) =>
        PostAsync<Case>($"complaints/{id}/{transition}", body, cancellationToken, ifMatch: $"\"{version}\"");

    /// <summary>Settles something that the motive of a case asks for, or opens it again.</summary>
    public Task<Case> SettleAsync(Guid id, string check, string? state, string? reason, CancellationToken cancellationToken) =>
        PutAsync<Case>($"complaints/{id}/checks/{Uri.EscapeDataString(check)}", new { state, reason }, cancellationToken);

    /// <summary>Notes something that goes on about a case elsewhere; the same id replaces what was noted.</summary>
    public Task<Case> NoteProcedureAsync(Guid id, Guid procedure, object noted, CancellationToken cancellationToken) =>
        PutAsync<Case>($"complaints/{id}/procedures/{procedure}", noted, cancellationToken);

    /// <summary>Makes a second case of one that is about two things, and answers the second; sent twice with its id, it is made once.</summary>
    public Task<Case> SplitAsync(Guid id, long version, object second, CancellationToken cancellationToken) =>
        PostAsync<Case>($"complaints/{id}/split", second, cancellationToken, ifMatch: $"\"{version}\"");

    /// <summary>What the caller typed into the forms of a case and did not send.</summary>
    public Task<CaseDrafts> ReadDraftsAsync(Guid id, CancellationToken cancellationToken) => GetAsync<CaseDrafts>($"complaints/{id}/drafts", PartBudget, cancellationToken);

    /// <summary>Keeps it; without any field, forgets it.</summary>
    public Task<CaseDraft> KeepDraftAsync(Guid id, string step, IReadOnlyList<DraftField> fields, CancellationToken cancellationToken) =>
        PutAsync<CaseDraft>($"complaints/{id}/drafts/{Uri.EscapeDataString(step)}", new { fields }, cancellationToken);

    /// <summary>Says that the caller has a case open, or has closed it; answers who else has it open.</summary>
    public Task<CasePresence> TellPresenceAsync(Guid id, bool open, CancellationToken cancellationToken) =>
        PutAsync<CasePresence>($"complaints/{id}/presence", new { open }, cancellationToken);

    /// <summary>What waits to be printed at one's sites.</summary>
    public Task<LettersToPrint> ReadToPrintAsync(CancellationToken cancellationToken) => GetAsync<LettersToPrint>("letters/to-print", PartBudget, cancellationToken);

    public Task<PrintBatchList> ListBatchesAsync(CancellationToken cancellationToken) => GetAsync<PrintBatchList>("letters/batches", cancellationToken);

    public Task<PrintBatch> ReadBatchAsync(Guid id, CancellationToken cancellationToken) => GetAsync<PrintBatch>($"letters/batches/{id}", cancellationToken);

    /// <summary>Puts what waits at a site into a batch; the same id gives the same batch.</summary>
    public Task<PrintBatch> MakeBatchAsync(Guid id, string site, CancellationToken cancellationToken) =>
        PostAsync<PrintBatch>("letters/batches", new { id, site }, CallBudget.WholeNetwork, cancellationToken);

    /// <summary>Says that a batch was given to the post.</summary>
    public Task<PrintBatch> PostBatchAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync<PrintBatch>($"letters/batches/{id}/posted", null, CallBudget.WholeNetwork, cancellationToken);

    /// <summary>The letters of a batch as one document; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> DownloadBatchAsync(Guid id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"letters/batches/{id}/document").Within(CallBudget.WholeNetwork).HandingOn();
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
