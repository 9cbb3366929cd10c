using MongoDB.Bson;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>Why a fact is not the same in two cuts, as a stable code.</summary>
internal static class CutCauses
{
    /// <summary>It came after the first cut.</summary>
    public const string Late = "late";

    /// <summary>An answer was withdrawn.</summary>
    public const string Voided = "voided";

    /// <summary>An answer that was kept aside is counted.</summary>
    public const string Accepted = "accepted";

    /// <summary>An answer was refused for good.</summary>
    public const string Discarded = "discarded";

    /// <summary>A case got its first answer.</summary>
    public const string Answered = "answered";

    /// <summary>The motive or the module of a case was set or changed.</summary>
    public const string Qualified = "qualified";

    /// <summary>Site, date, channel or kind was wrong.</summary>
    public const string Corrected = "corrected";

    /// <summary>A case was left without the answer that was due.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>A measurement was typed in or corrected.</summary>
    public const string Measured = "measured";

    /// <summary>Something else changed.</summary>
    public const string Changed = "changed";

    /// <param name="change">The fact.</param>
    /// <param name="versions">Its versions as they are stored; none when it is gone.</param>
    public static string Of(CutChange change, IReadOnlyList<FactVersion> versions)
    {
        if (change.Key.Source == FactSources.Measurements) return Measured;
        // A version that lies outside of what the cut holds shows that the fact has come from elsewhere.
        if (change.From is null) return WasElsewhere(change.To!, versions) ? Corrected : Late;
        if (change.To is null || change.HasMoved) return Corrected;
        if (Find(change.From, versions) is not { } before || Find(change.To, versions) is not { } after) return Changed;
        return change.Key.Source == FactSources.Surveys ? OfAnswer(before, after) : OfCase(before, after);
    }

    private static string OfAnswer(BsonDocument before, BsonDocument after)
    {
        if (IsSame(before, after, "status")) return IsSame(before, after, "channel") ? Changed : Corrected;
        return after["status"].ToString() switch
        {
            "voided" => Voided,
            "discarded" => Discarded,
            AnswerState.Counted => Accepted,
            _ => Changed,
        };
    }

    private static string OfCase(BsonDocument before, BsonDocument after)
    {
        if (!IsSame(before, after, "kind") || !IsSame(before, after, "channel")) return Corrected;
        if (before["verdict"] == CaseState.Pending && after["verdict"] != CaseState.Pending)
        {
            return after["verdict"] == CaseState.NotApplicable ? Withdrawn : Answered;
        }
        return IsSame(before, after, "motive") && IsSame(before, after, "module") ? Changed : Qualified;
    }

    private static bool WasElsewhere(PlacedEntry to, IReadOnlyList<FactVersion> versions) =>
        versions.Any(version => version.Version < to.Entry.Version && version.Day != to.Day.ToString());

    private static BsonDocument? Find(PlacedEntry placed, IReadOnlyList<FactVersion> versions) =>
        versions.FirstOrDefault(version => version.Version == placed.Entry.Version && version.Hash == placed.Entry.Hash)?.State;

    private static bool IsSame(BsonDocument before, BsonDocument after, string field) =>
        before.GetValue(field, BsonNull.Value) == after.GetValue(field, BsonNull.Value);
}
