using System.Globalization;

namespace QualiPref.Complaints.Cases;

/// <summary>Which values a step replaced: the state alone would not say what a correction corrected.</summary>
internal static class CaseChanges
{
    private static readonly (string Field, Func<ComplaintCase, object?> Read)[] Watched =
    [
        ("receivedOn", c => c.ReceivedOn),
        ("dueOn", c => c.DueOn),
        ("legalDueOn", c => c.LegalDueOn),
        ("site", c => c.Site),
        ("kind", c => c.Kind),
        ("channel", c => c.Channel),
        ("motive", c => c.Motive),
        ("module", c => c.Module),
        ("gravity", c => c.Gravity),
        ("founded", c => c.Founded),
        ("assignee", c => c.Assignee),
        ("team", c => c.Team),
        ("asideUntil", c => c.AsideUntil),
        ("outcome", c => c.Outcome is { } outcome ? CaseNames.Of(outcome) : null),
        ("transferredTo", c => c.TransferredTo),
        ("mergedInto", c => c.MergedInto),
        ("verdict", c => CaseNames.Of(c.Verdict)),
        ("responseDays", c => c.ResponseDays),
    ];

    /// <summary>Whether a field holds what somebody wrote, and no code or date.</summary>
    public static bool IsFreeText(string field) => field is "transferredTo";

    public static List<FieldChange> Between(ComplaintCase before, ComplaintCase after) =>
    [
        .. Watched
            .Select(field => new FieldChange { Field = field.Field, From = Text(field.Read(before)), To = Text(field.Read(after)) })
            .Where(change => change.From != change.To),
    ];

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
