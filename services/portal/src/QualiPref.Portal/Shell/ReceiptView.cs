using QualiPref.Portal.Pages;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Shell;

/// <summary>What a person keeps after filing.</summary>
/// <param name="Reference">Names the case; no secret.</param>
/// <param name="TrackingCode">Shows the case to whoever has it.</param>
/// <param name="SiteName">The site that was written to.</param>
/// <param name="ReceivedOn">Local legal date of reception.</param>
/// <param name="DueOn">Last day for the answer; null where none is due.</param>
/// <param name="RefusedOn">Day from which silence is a refusal, which the person must be told (code des relations entre le public et l'administration, article R112-5); null where nothing can be refused.</param>
internal sealed record ReceiptView(string Reference, string TrackingCode, string SiteName, DateOnly ReceivedOn, DateOnly? DueOn, DateOnly? RefusedOn)
{
    /// <summary>What the person wrote.</summary>
    public required MessageCopy Copy { get; init; }

    /// <summary>The language that it is written in.</summary>
    public required FilingWords Words { get; init; }
}

/// <summary>A copy of one's own message.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text.</param>
/// <param name="Files">The files that came with it.</param>
internal sealed record MessageCopy(string? Subject, string? Text, IReadOnlyList<KeptFile> Files);
