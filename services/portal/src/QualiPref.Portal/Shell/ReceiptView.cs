namespace QualiPref.Portal.Shell;

/// <summary>What a person keeps after filing.</summary>
/// <param name="Reference">Names the case; no secret.</param>
/// <param name="TrackingCode">Shows the case to whoever has it.</param>
/// <param name="SiteName">The site that was written to.</param>
/// <param name="ReceivedOn">Local legal date of reception.</param>
/// <param name="DueOn">Last day for the answer; null where none is due.</param>
/// <param name="RefusedOn">Day from which silence is a refusal, which the person must be told (code des relations entre le public et l'administration, article R112-5); null where nothing can be refused.</param>
internal sealed record ReceiptView(string Reference, string TrackingCode, string SiteName, DateOnly ReceivedOn, DateOnly? DueOn, DateOnly? RefusedOn);
