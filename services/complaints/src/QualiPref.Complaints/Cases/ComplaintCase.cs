using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>
/// The state of a case: codes and local legal dates of its site. What the person wrote and who they are never changes and is kept
/// apart from it.
/// </summary>
internal sealed record ComplaintCase
{
    public required string Site { get; init; }

    public required string Kind { get; init; }

    public required string Channel { get; init; }

    public required CaseStatus Status { get; init; }

    /// <summary>Without contact: counted, never answered.</summary>
    public required bool Anonymous { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Last day on which a first answer is in time.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What <see cref="DueOn"/> was computed from.</summary>
    public required DueDateBasis DueBasis { get; init; }

    /// <summary>Last day of the legal two months.</summary>
    public required DateOnly LegalDueOn { get; init; }

    public DateOnly? AcknowledgedOn { get; init; }

    /// <summary>Day of the first answer; later answers do not move it.</summary>
    public DateOnly? AnsweredOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    /// <summary>Earliest day of any step taken: the reception cannot be corrected to a later one.</summary>
    public DateOnly? FirstStepOn { get; init; }

    /// <summary>The judgement on the first answer; once said, it stands.</summary>
    public bool? InTime { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Working days after <see cref="ReceivedOn"/> to <see cref="AnsweredOn"/>, same day 0; null unless in time or late.</summary>
    public int? ResponseDays { get; init; }

    public string? LateReason { get; init; }

    public string? Motive { get; init; }

    public string? Module { get; init; }

    public string? Gravity { get; init; }

    public bool? Founded { get; init; }

    public CaseOutcome? Outcome { get; init; }

    /// <summary>Id of the person who works on it; of a case that was given before there were persons, the name that was written then.</summary>
    public string? Assignee { get; init; }

    /// <summary>Code of the team of its site to which it was given; null for none. A person who takes it leaves it to the team.</summary>
    [BsonIgnoreIfNull]
    public string? Team { get; init; }

    /// <summary>Whether somebody has it, a person or a team.</summary>
    [BsonIgnore]
    public bool IsGiven => Assignee is not null || Team is not null;

    /// <summary>The day on which it is back on the lists of what is owed; null unless somebody set it aside, which every further step ends.</summary>
    [BsonIgnoreIfNull]
    public DateOnly? AsideUntil { get; init; }

    public string? TransferredTo { get; init; }

    public Guid? MergedInto { get; init; }

    /// <summary>Whether a step was dated before the day it was typed in.</summary>
    public bool BackDated { get; init; }

    /// <summary>Where <c>resume</c> returns to.</summary>
    public CaseStatus? BeforeWaiting { get; init; }

    /// <summary>Where <c>unmerge</c> returns to.</summary>
    public CaseStatus? BeforeMerge { get; init; }

    /// <summary>Whether the answer is still due on a day after the due date.</summary>
    /// <param name="today">Local legal date of the site.</param>
    public bool IsOverdue(DateOnly today) => Verdict == Verdict.Pending && today > DueOn;

    /// <summary>The same at another site, whose teams are others.</summary>
    public ComplaintCase At(string site)
    {
        if (site == Site) return this;
        var moved = this with { Site = site, Team = null };
        return moved.IsGiven ? moved : moved with { Status = Ungiven(Status)!.Value, BeforeWaiting = Ungiven(BeforeWaiting), BeforeMerge = Ungiven(BeforeMerge) };
    }

    private static CaseStatus? Ungiven(CaseStatus? status) => status == CaseStatus.Assigned ? CaseStatus.Qualified : status;

    /// <summary>Whether it stands on no list of what is owed.</summary>
    /// <param name="today">Local legal date of the site.</param>
    public bool IsAside(DateOnly today) => AsideUntil > today;
}

/// <summary>
/// Everything a due date rests on, kept with the case: the promise made to a person stays provable when the calendar's data change.
/// </summary>
internal sealed record DueDateBasis
{
    /// <summary>Working days promised.</summary>
    public required int WorkingDays { get; init; }

    /// <summary>Name and digest of the dated data.</summary>
    public required string CalendarVersion { get; init; }

    /// <summary>Holidays and closures passed over, Monday to Friday.</summary>
    public required IReadOnlyList<DayOff> Skipped { get; init; }
}

/// <summary>A holiday or closure.</summary>
internal sealed record DayOff
{
    public required DateOnly Date { get; init; }

    /// <summary>Its French name.</summary>
    public required string Reason { get; init; }
}
