namespace QualiPref.Synthetic.Requests;

/// <summary>The body of a transition of a case: each transition uses the members it names and leaves the others null.</summary>
public sealed record TransitionRequest
{
    /// <summary>Local legal date on which it happened; null is today.</summary>
    public DateOnly? OccurredOn { get; init; }

    /// <summary>qualify: motive code.</summary>
    public string? Motive { get; init; }

    /// <summary>qualify: module code.</summary>
    public string? Module { get; init; }

    /// <summary>assign: id of the person who works on it.</summary>
    public Guid? Assignee { get; init; }

    /// <summary>request-information, hold: text sent to the person.</summary>
    public string? Text { get; init; }

    /// <summary>hold: date announced to the person.</summary>
    public DateOnly? NewDate { get; init; }

    /// <summary>answer: subject of the letter.</summary>
    public string? Subject { get; init; }

    /// <summary>answer: body of the letter.</summary>
    public string? Body { get; init; }

    /// <summary>close: outcome code.</summary>
    public string? Outcome { get; init; }

    /// <summary>reopen, transfer, merge, unmerge, reject, correct: why.</summary>
    public string? Reason { get; init; }

    /// <summary>transfer: the outside body, free text.</summary>
    public string? To { get; init; }

    /// <summary>merge: id of the case it repeats.</summary>
    public Guid? Into { get; init; }

    /// <summary>correct: the true date of reception.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>correct: the true channel.</summary>
    public string? Channel { get; init; }

    /// <summary>correct: the true kind.</summary>
    public string? Kind { get; init; }

    /// <summary>correct: the true site.</summary>
    public string? Site { get; init; }
}
