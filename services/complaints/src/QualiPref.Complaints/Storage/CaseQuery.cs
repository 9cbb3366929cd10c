using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>Which cases a list shows: a member that is null leaves nothing out.</summary>
internal sealed record CaseQuery
{
    public IReadOnlyList<string>? Sites { get; init; }

    public IReadOnlyList<CaseStatus>? Statuses { get; init; }

    public string? Assignee { get; init; }

    public string? Motive { get; init; }

    /// <summary>Whether the cases are past due without an answer, on the day it is at their site.</summary>
    public bool? Overdue { get; init; }

    /// <summary>The due date before which cases are wanted.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>What the reference begins with, in either case.</summary>
    public string? ReferenceStart { get; init; }

    /// <summary>Words of subject, text or name.</summary>
    public string? Words { get; init; }

    /// <summary>The case after which to begin.</summary>
    public CasePosition? After { get; init; }
}

/// <summary>The place of a case in a list.</summary>
internal sealed record CasePosition(DateOnly DueOn, Guid Id);
