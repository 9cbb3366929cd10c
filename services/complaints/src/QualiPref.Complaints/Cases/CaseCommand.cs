using QualiPref.Complaints.Cases.Letters;

namespace QualiPref.Complaints.Cases;

/// <summary>What a handler wants to do with a case; the records are the bodies of the public contract.</summary>
internal abstract record CaseCommand
{
    /// <summary>Local legal date on which it happened, within [receivedOn, today]; today when absent.</summary>
    public DateOnly? OccurredOn { get; init; }
}

/// <summary>A command that writes a letter.</summary>
internal abstract record WritingCommand : CaseCommand
{
    /// <summary>How the letter is brought to the person; by what they gave when absent.</summary>
    public DeliveryWay? Way { get; init; }

    /// <summary>What its text was made from.</summary>
    public WrittenFrom From { get; init; } = WrittenFrom.Nothing;
}

/// <summary>What the text of a letter was made from.</summary>
/// <param name="Template">Code of a standard letter.</param>
/// <param name="Version">The version whose text was taken; the one that handlers use when absent.</param>
/// <param name="Language">ISO 639-1 code of the language it is written in; French when absent.</param>
internal sealed record WrittenFrom(string? Template, int? Version, string? Language)
{
    /// <summary>A text that somebody wrote by themselves, in French.</summary>
    public static WrittenFrom Nothing { get; } = new(null, null, null);
}

/// <summary>Says that the receipt was given.</summary>
internal sealed record Acknowledge : WritingCommand;

/// <summary>Says what the case is about.</summary>
internal sealed record Qualify(string Motive, string? Module, string? Gravity, bool? Founded) : CaseCommand;

/// <summary>Gives it to a person, to a team of its site, or to both. A person alone leaves the team as it is; a team alone takes it from the person who had it.</summary>
internal sealed record Assign(Guid? Assignee, string? Team = null) : CaseCommand;

/// <summary>Takes it off the lists of what is owed until a day; the clock runs on.</summary>
internal sealed record SetAside(DateOnly Until, string? Note) : CaseCommand;

/// <summary>Brings it back before that day.</summary>
internal sealed record TakeUp : CaseCommand;

/// <summary>Asks the person for something; the case waits for them.</summary>
internal sealed record RequestInformation(string Text) : WritingCommand;

/// <summary>Ends the wait for the person.</summary>
internal sealed record Resume : CaseCommand;

/// <summary>Sends a holding reply that announces a new day. The clock runs on.</summary>
internal sealed record Hold(string Text, DateOnly NewDate) : WritingCommand;

/// <summary>Answers the person.</summary>
internal sealed record Answer(string Subject, string Body, string? LateReason) : WritingCommand
{
    /// <summary>What it announces.</summary>
    public IReadOnlyList<Announced> Promises { get; init; } = [];
}

/// <summary>Something that an answer announces.</summary>
/// <param name="Text">What will be done.</param>
/// <param name="DueOn">Local legal date by which it will be.</param>
internal sealed record Announced(string Text, DateOnly DueOn);

/// <summary>Closes the case.</summary>
internal sealed record Close(CaseOutcome Outcome) : CaseCommand;

/// <summary>Takes it up again.</summary>
internal sealed record Reopen(string Reason) : CaseCommand;

/// <summary>Hands it to an outside body.</summary>
internal sealed record Transfer(string To, string Reason) : CaseCommand;

/// <summary>Joins it to another case about the same thing.</summary>
internal sealed record Merge(Guid Into, string Reason) : CaseCommand;

/// <summary>Undoes a merge.</summary>
internal sealed record Unmerge(string Reason) : CaseCommand;

/// <summary>Refuses an abusive filing.</summary>
internal sealed record Reject(string Reason) : CaseCommand;

/// <summary>Mends what was typed in wrongly.</summary>
internal sealed record Correct(DateOnly? ReceivedOn, string? Channel, string? Kind, string? Site, string Reason) : CaseCommand;
