namespace QualiPref.Contracts.Complaints.V1;

/// <summary>What the figures need to know of one case: codes and dates, no text and no identity.</summary>
public sealed record ComplaintState
{
    /// <summary>Id of the case.</summary>
    public required Guid ComplaintId { get; init; }

    /// <summary>Version of the case, 1 when filed.</summary>
    public required int Version { get; init; }

    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary><c>complaint</c>, <c>suggestion</c> or <c>thanks</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>web</c>, <c>kiosk</c>, <c>desk-slip</c>, <c>letter</c>, <c>email</c>, <c>phone</c> or <c>other</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Motive code, null while the case is not qualified.</summary>
    public string? Motive { get; init; }

    /// <summary>Module code, null while unknown.</summary>
    public string? Module { get; init; }

    /// <summary>Local legal date of reception; every complaint figure goes by it.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Last local date on which a first answer is in time.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary><c>pending</c>, <c>inTime</c>, <c>late</c> or <c>notApplicable</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Working days after <see cref="ReceivedOn"/> to the first answer, same day 0; null unless the verdict is inTime or late.</summary>
    public int? ResponseDays { get; init; }

    /// <summary>True when staff dated a transition of this case before the day it was typed in.</summary>
    public bool BackDated { get; init; }
}
