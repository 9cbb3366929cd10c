using System.Diagnostics.CodeAnalysis;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>A case in the handlers' list.</summary>
internal record CaseSummary
{
    [SetsRequiredMembers]
    public CaseSummary(CaseDocument document, SitePromises promises)
    {
        var today = promises.Today(document.State.Site);
        var state = document.State;
        Id = document.Id;
        Reference = document.Reference;
        Site = state.Site;
        Kind = state.Kind;
        Channel = state.Channel;
        Status = state.Status;
        ReceivedOn = state.ReceivedOn;
        DueOn = state.DueOn;
        LegalDueOn = state.LegalDueOn;
        AcknowledgedOn = state.AcknowledgedOn;
        AnsweredOn = state.AnsweredOn;
        ClosedOn = state.ClosedOn;
        Verdict = state.Verdict;
        Overdue = state.IsOverdue(today);
        WorkingDaysLeft = state.Verdict == Verdict.Pending ? promises.WorkingDaysLeft(state.Site, state.DueOn) : null;
        ResponseDays = state.ResponseDays;
        LateReason = state.LateReason;
        Motive = state.Motive;
        Module = state.Module;
        Gravity = state.Gravity;
        Founded = state.Founded;
        Outcome = state.Outcome;
        Assignee = state.Assignee;
        Team = state.Team;
        AsideUntil = state.IsAside(today) ? state.AsideUntil : null;
        TransferredTo = state.TransferredTo;
        MergedInto = state.MergedInto;
        Anonymous = state.Anonymous;
        BackDated = state.BackDated;
        Subject = document.Filing.Subject;
        OpenProcedures = [.. document.Procedures.Where(procedure => procedure.ClosedOn is null).Select(procedure => procedure.Kind)];
        Erased = document.Erased is not null;
        Unread = document.Messages.Count(message => message.Unread);
        UnreadReview = document.Review?.Unread == true;
        NotArrived = document.Erased is not null ? [] : [.. document.Letters.Where(letter => letter.Delivery is { } last && Delivery.NotArrived.Contains(last.State)).Select(LetterNotArrived.Of)];
        Version = document.Version;
        Mark = CaseMark.Of(document);
    }

    public required Guid Id { get; init; }

    public required string Reference { get; init; }

    public required string Site { get; init; }

    public required string Kind { get; init; }

    public required string Channel { get; init; }

    public required CaseStatus Status { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Last day on which a first answer is in time.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Last day of the legal two months.</summary>
    public required DateOnly LegalDueOn { get; init; }

    public required DateOnly? AcknowledgedOn { get; init; }

    /// <summary>Day of the first answer.</summary>
    public required DateOnly? AnsweredOn { get; init; }

    public required DateOnly? ClosedOn { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Pending and past due today, at the site.</summary>
    public required bool Overdue { get; init; }

    /// <summary>Working days from today, at the site, to the due date: 0 on that day, negative past it. Null unless an answer is pending.</summary>
    public required int? WorkingDaysLeft { get; init; }

    /// <summary>Working days to the first answer, same day 0.</summary>
    public required int? ResponseDays { get; init; }

    public required string? LateReason { get; init; }

    public required string? Motive { get; init; }

    public required string? Module { get; init; }

    public required string? Gravity { get; init; }

    public required bool? Founded { get; init; }

    public required CaseOutcome? Outcome { get; init; }

    public required string? Assignee { get; init; }

    /// <summary>Code of the team of its site to which it was given.</summary>
    public required string? Team { get; init; }

    /// <summary>The day on which it is back on the lists of what is owed; null unless it is set aside today, at the site.</summary>
    public required DateOnly? AsideUntil { get; init; }

    public required string? TransferredTo { get; init; }

    public required Guid? MergedInto { get; init; }

    /// <summary>Without contact: never answered.</summary>
    public required bool Anonymous { get; init; }

    /// <summary>Whether a step was dated before the day it was typed in.</summary>
    public required bool BackDated { get; init; }

    public required string? Subject { get; init; }

    /// <summary>Codes of what goes on about it elsewhere.</summary>
    public required IReadOnlyList<string> OpenProcedures { get; init; }

    /// <summary>Whether what it held of persons was erased.</summary>
    public required bool Erased { get; init; }

    /// <summary>Messages of the person that nobody has read.</summary>
    public required int Unread { get; init; }

    /// <summary>Whether the person said what they think of the answer, and nobody has read it.</summary>
    public required bool UnreadReview { get; init; }

    /// <summary>Letters that did not arrive, or perhaps not, and were not sent again.</summary>
    public required IReadOnlyList<LetterNotArrived> NotArrived { get; init; }

    public required long Version { get; init; }

    /// <summary>Is another one when a list would show something else of the case.</summary>
    public required string Mark { get; init; }
}

/// <summary>A case with everything that its handlers need.</summary>
internal sealed record CaseView : CaseSummary
{
    [SetsRequiredMembers]
    public CaseView(CaseDocument document, SitePromises promises)
        : base(document, promises)
    {
        Text = document.Filing.Text;
        Quoted = document.Filing.Quoted;
        Contact = document.Filing.Contact;
        TrackingCode = TrackingCodes.Show(document.TrackingCode);
        Deadlines = new CaseDeadlines(DueOn, LegalDueOn, document.State.DueBasis.WorkingDays, document.State.DueBasis.CalendarVersion);
        History = document.History;
        Letters = [.. document.Letters.Select(LetterView.Of)];
        Messages = document.Messages;
        Attachments = document.Attachments;
        Review = document.Review;
        Promises = document.Promises;
        Checks = [.. document.Checks.Where(check => check.Key.StartsWith(CaseCheck.KeyOf(Motive ?? "", ""), StringComparison.Ordinal)).Select(SettledCheck.Of)];
        Procedures = document.Procedures;
        SplitFrom = document.SplitFrom;
        SplitInto = document.SplitInto;
        LegalHold = document.LegalHold;
        Erasure = document.Erased;
    }

    public required string? Text { get; init; }

    /// <summary>What an e-mail repeats of those before it.</summary>
    public required string? Quoted { get; init; }

    public required Contact? Contact { get; init; }

    /// <summary>The person's code, for a handler whom they ask on the telephone.</summary>
    public required string TrackingCode { get; init; }

    public required CaseDeadlines Deadlines { get; init; }

    public required IReadOnlyList<HistoryEntry> History { get; init; }

    public required IReadOnlyList<LetterView> Letters { get; init; }

    /// <summary>What the person wrote after the filing, oldest first.</summary>
    public required IReadOnlyList<PersonMessage> Messages { get; init; }

    /// <summary>What was handed in with it, oldest first.</summary>
    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>What the person said of the answer; null until they did.</summary>
    public required PersonReview? Review { get; init; }

    /// <summary>What answers announced, oldest first.</summary>
    public required IReadOnlyList<PersonPromise> Promises { get; init; }

    /// <summary>What was settled of what its motive asks for.</summary>
    public required IReadOnlyList<SettledCheck> Checks { get; init; }

    /// <summary>What goes on about it elsewhere, or did, in the order noted.</summary>
    public required IReadOnlyList<Procedure> Procedures { get; init; }

    /// <summary>The case that it was made of, because that was about two things; null where it was filed.</summary>
    public required Guid? SplitFrom { get; init; }

    /// <summary>The cases that were made of it.</summary>
    public required IReadOnlyList<Guid> SplitInto { get; init; }

    /// <summary>Why it may not be erased for now; null where it may.</summary>
    public required LegalHold? LegalHold { get; init; }

    /// <summary>When and why it was erased; null where it was not.</summary>
    public required Erasure? Erasure { get; init; }
}

/// <summary>Something that the motive of a case asks for, and how it was settled; <c>reason</c> says why it does not apply.</summary>
internal sealed record SettledCheck(string Check, CheckState State, string? Reason, DateTime At, string By)
{
    public static SettledCheck Of(CaseCheck one) => new(one.Key[(one.Key.IndexOf('/', StringComparison.Ordinal) + 1)..], one.State, one.Reason, one.At, one.By);
}

/// <summary>The due dates of a case and what they rest on; the day-by-day proof is at <c>deadline</c>.</summary>
internal sealed record CaseDeadlines(DateOnly DueOn, DateOnly LegalDueOn, int WorkingDays, string CalendarVersion);
