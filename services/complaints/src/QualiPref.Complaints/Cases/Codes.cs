namespace QualiPref.Complaints.Cases;

/// <summary>What a filing is.</summary>
internal static class Kinds
{
    public const string Complaint = "complaint";
    public const string Suggestion = "suggestion";
    public const string Thanks = "thanks";

    public static IReadOnlyList<string> All { get; } = [Complaint, Suggestion, Thanks];
}

/// <summary>The channels that the rules tell apart; the catalogue lists all of them.</summary>
internal static class Channels
{
    public const string Web = "web";
    public const string Kiosk = "kiosk";
    public const string Email = "email";

    /// <summary>Whether a receipt goes out at once when somebody can be written to.</summary>
    public static bool AcknowledgesAtOnce(string channel) => channel is Web or Kiosk or Email;
}
