using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>Which cases a list shows: a member that is null leaves nothing out.</summary>
internal sealed record CaseQuery
{
    /// <summary>Stands for every procedure.</summary>
    public const string AnyProcedure = "any";

    public IReadOnlyList<Guid>? Ids { get; init; }

    public IReadOnlyList<string>? Sites { get; init; }

    public IReadOnlyList<CaseStatus>? Statuses { get; init; }

    public string? Assignee { get; init; }

    /// <summary>True leaves in only what was given to nobody.</summary>
    public bool Unassigned { get; init; }

    /// <summary>Code of a team.</summary>
    public string? Team { get; init; }

    public IReadOnlyList<string>? Kinds { get; init; }

    public string? Channel { get; init; }

    public string? Motive { get; init; }

    public string? Gravity { get; init; }

    /// <summary>True leaves in only what has no gravity.</summary>
    public bool WithoutGravity { get; init; }

    /// <summary>Code of a procedure that is open, or <see cref="AnyProcedure"/>.</summary>
    public string? Procedure { get; init; }

    /// <summary>Whether the cases are past due without an answer, on the day it is at their site.</summary>
    public bool? Overdue { get; init; }

    /// <summary>The due date before which cases are wanted.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>What the reference begins with, in either case.</summary>
    public string? ReferenceStart { get; init; }

    /// <summary>Words of subject, text or name.</summary>
    public string? Words { get; init; }

    /// <summary>True leaves in only what waits for an answer that was promised.</summary>
    public bool Pending { get; init; }

    /// <summary>True leaves in only what has a message of the person that nobody has read.</summary>
    public bool Unread { get; init; }

    /// <summary>True leaves in only what has a review of the person that nobody has read.</summary>
    public bool UnreadReview { get; init; }

    /// <summary>True leaves in only what has a promise that wants somebody: due soon or overdue, or not kept as the person says.</summary>
    public bool PromiseDue { get; init; }

    /// <summary>True leaves in only what has a letter that did not arrive, or perhaps not.</summary>
    public bool NotArrived { get; init; }

    /// <summary>Whether the cases are set aside on the day it is at their site.</summary>
    public bool? Aside { get; init; }

    public CaseOrder Order { get; init; }

    /// <summary>The case from which to go on.</summary>
    public CasePosition? From { get; init; }
}

/// <summary>In which order a list shows cases; those of one day by their id.</summary>
internal enum CaseOrder
{
    /// <summary>What is due first comes first.</summary>
    DueFirst,

    /// <summary>What was received last comes first.</summary>
    NewestFirst,

    /// <summary>By gravity in the order of the catalogue, those without one last; of one gravity what is due first comes first.</summary>
    ByGravity,

    /// <summary>By gravity in the contrary order, those without one last all the same.</summary>
    ByGravityReversed,
}

/// <summary>The place of a case in a list.</summary>
/// <param name="Day">Its day in the list's order: that of its due date or of its reception.</param>
/// <param name="Id">The case.</param>
/// <param name="Backwards">Whether what comes before it is wanted, and not what comes after.</param>
internal sealed record CasePosition(DateOnly Day, Guid Id, bool Backwards = false)
{
    /// <summary>Its gravity, in an order of these.</summary>
    public string? Gravity { get; init; }
}
