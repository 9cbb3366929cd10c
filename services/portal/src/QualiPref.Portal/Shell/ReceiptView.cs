namespace QualiPref.Portal.Shell;

/// <summary>What a person keeps after filing.</summary>
internal sealed record ReceiptView(string Reference, string TrackingCode, string SiteName, DateOnly ReceivedOn, DateOnly? DueOn);
