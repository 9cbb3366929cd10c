using QualiPref.Platform.Http;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Cases;

/// <summary>When, by whom and with which calendar a command is carried out.</summary>
/// <param name="Version">Version of the case before it.</param>
/// <param name="Today">Local legal date of the site.</param>
/// <param name="Now">The instant.</param>
/// <param name="By">Name in the caller's token.</param>
/// <param name="Promise">Delay and calendar of the site that the case has afterwards.</param>
internal sealed record Step(long Version, DateOnly Today, DateTimeOffset Now, string By, AnswerPromise Promise)
{
    /// <summary>The case that a <see cref="Merge"/> names; null when there is none.</summary>
    public MergeTarget? Target { get; init; }
}

/// <summary>The other side of a merge.</summary>
internal sealed record MergeTarget(CaseStatus Status, bool IsItself);

/// <summary>What came of a command: a new state with its entry, or a refusal.</summary>
internal abstract record Decision
{
    public sealed record Accepted(ComplaintCase Next, HistoryEntry Entry) : Decision;

    public sealed record Refused(Problem Problem) : Decision;

    public static Decision Refuse(ProblemKind kind) => new Refused(new Problem(kind));

    public static Decision Refuse(string pointer, string french, string english) => new Refused(
        new Problem(CommonProblems.InvalidValues) { Errors = [new FieldError(pointer, new Words(french, english))] });
}

/// <summary>Within how many working days of which calendar a first answer is promised.</summary>
/// <param name="WorkingDays">1 to 400.</param>
/// <param name="Calendar">Working days of the site.</param>
internal sealed record AnswerPromise(int WorkingDays, WorkingDayCalendar Calendar)
{
    /// <summary>Puts both due dates on a case, counted from its reception.</summary>
    /// <exception cref="WorkingDaysUnknownException">The dates are outside the calendar.</exception>
    public ComplaintCase Due(ComplaintCase complaint)
    {
        var deadline = Calendar.AddWorkingDays(complaint.ReceivedOn, WorkingDays);
        return complaint with
        {
            DueOn = deadline.DueOn,
            LegalDueOn = WorkingDayCalendar.LegalDueOn(complaint.ReceivedOn),
            DueBasis = new DueDateBasis
            {
                WorkingDays = WorkingDays,
                CalendarVersion = deadline.CalendarVersion,
                Skipped = deadline.Skipped.Select(day => new DayOff { Date = day.Date, Reason = day.Reason }).ToList(),
            },
        };
    }
}
