namespace QualiPref.Complaints.Cases;

/// <summary>One step of a case, as it was taken.</summary>
internal sealed record HistoryEntry
{
    /// <summary>Version of the case after the step.</summary>
    public required long Version { get; init; }

    /// <summary><c>file</c>, or the transition's name in the public contract.</summary>
    public required string Transition { get; init; }

    /// <summary>When it was typed in (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Local legal date on which it happened.</summary>
    public required DateOnly OccurredOn { get; init; }

    /// <summary>Whether it was dated before the day it was typed in.</summary>
    public required bool BackDated { get; init; }

    /// <summary>Name in the caller's token; empty for the public.</summary>
    public required string By { get; init; }

    /// <summary>State before; null for the filing.</summary>
    public CaseStatus? From { get; init; }

    /// <summary>State after.</summary>
    public required CaseStatus To { get; init; }

    /// <summary>Reason or text given with it.</summary>
    public string? Note { get; init; }

    /// <summary>Day announced by a holding reply.</summary>
    public DateOnly? AnnouncedOn { get; init; }

    /// <summary>What a correction or qualification changed.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>The letter that was written with it.</summary>
    public Guid? Letter { get; init; }
}

/// <summary>One value that a step replaced.</summary>
internal sealed record FieldChange
{
    /// <summary>Field of the case in the public contract.</summary>
    public required string Field { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }
}
