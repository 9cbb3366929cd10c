using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages;

/// <summary>What a person says of the answer, and of what it announced.</summary>
internal sealed partial class SuiviModel
{
    /// <summary>Whether it was of use to them.</summary>
    [BindProperty]
    public string? Said { get; set; }

    /// <summary>Why, in their words.</summary>
    [BindProperty]
    public string? Why { get; set; }

    /// <summary>A promise that is said to be kept.</summary>
    [BindProperty]
    public Guid Promise { get; set; }

    /// <summary>Whether it is.</summary>
    [BindProperty]
    public bool Kept { get; set; }

    /// <summary>What was taken just now; null for nothing.</summary>
    public string? Heard { get; private set; }

    public async Task OnPostReviewAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (Found is null) return;
        if (string.IsNullOrEmpty(Said))
        {
            Refuse(Words.Tracking.OpinionMissing, nameof(Said));
            return;
        }
        await HearAsync(
            () => complaints.ReviewAsync(Code!.Trim(), Said, string.IsNullOrWhiteSpace(Why) ? null : Why.ReplaceLineEndings("\n").Trim(), cancellationToken),
            Words.Tracking.OpinionTaken, nameof(Said));
    }

    public async Task OnPostPromiseAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (Found is not null) await HearAsync(() => complaints.ConfirmAsync(Code!.Trim(), Promise, Kept, cancellationToken), Words.Tracking.PromiseTaken, "");
    }

    private async Task HearAsync(Func<Task<Tracking>> say, string heard, string field)
    {
        if (await AskAsync(async () => Found = await say(), refused => Refuse(SentenceOf(refused), field))) Heard = heard;
    }
}
