namespace QualiPref.Portal.Services;

/// <summary>The calls of the complaints service by which persons say what they think, and handlers what became of promises.</summary>
internal sealed partial class ComplaintsClient
{
    /// <summary>Says what the person thinks of the answer; the same again changes nothing.</summary>
    public Task<Tracking> ReviewAsync(string code, string? said, string? text, CancellationToken cancellationToken) =>
        PostAsync<Tracking>($"tracking/{Uri.EscapeDataString(code)}/review", new { said, text }, cancellationToken);

    /// <summary>Says whether what is said to be done is.</summary>
    public Task<Tracking> ConfirmAsync(string code, Guid promise, bool kept, CancellationToken cancellationToken) =>
        PostAsync<Tracking>($"tracking/{Uri.EscapeDataString(code)}/promises/{promise}/confirm", new { kept }, cancellationToken);

    /// <summary>Notes that what the person thinks was read.</summary>
    public Task<Case> MarkReviewReadAsync(Guid id, CancellationToken cancellationToken) => PostAsync<Case>($"complaints/{id}/review/read", new { }, cancellationToken);

    /// <summary>Says what became of a promise.</summary>
    public Task<Case> SettleAsync(Guid id, Guid promise, object settled, CancellationToken cancellationToken) =>
        PostAsync<Case>($"complaints/{id}/promises/{promise}/settle", settled, cancellationToken);
}
