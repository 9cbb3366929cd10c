using System.Text.Json.Serialization;

namespace QualiPref.Portal.Services;

/// <summary>What a person files.</summary>
internal sealed record Filing
{
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public required string Kind { get; init; }

    public required string Channel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ReceivedOn { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public string? Motive { get; init; }

    public Contact? Contact { get; init; }

    /// <summary>Ids of the files that were handed in for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Attachments { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Proof { get; init; }
}

/// <summary>A file that was taken.</summary>
internal sealed record FileTaken(Guid Id, string Name, long Bytes);

/// <summary>A file of a case; <c>State</c> is <c>clean</c>, <c>unchecked</c>, <c>notScanned</c> or <c>infected</c>, <c>From</c> <c>person</c>, <c>handler</c> or <c>mail</c>.</summary>
internal sealed record CaseFile(Guid Id, string Name, string MediaType, long Bytes, string State, DateTimeOffset At, string From);

/// <summary>A file that the person handed in.</summary>
internal sealed record TrackedFile(Guid Id, string Name, long Bytes, string State);

/// <summary>What lets the public file one case.</summary>
internal sealed record FilingProof(string Proof);

/// <summary>How to reach the person.</summary>
internal sealed record Contact(string? Name, string? Email, string? Phone, string? PostalAddress, string? Language);

/// <summary>What the person keeps.</summary>
internal sealed record FilingReceipt(Guid Id, string Reference, string TrackingCode);

/// <summary>What the person may see of the case.</summary>
internal sealed record Tracking(
    string Reference, string Site, string? Language, string? Kind, string Status, DateOnly ReceivedOn, DateOnly? DueOn, DateOnly? LegalDueOn, DateOnly? AnnouncedOn, DateOnly? AnsweredOn, DateOnly? ClosedOn, TrackedAnswer? Answer)
{
    public IReadOnlyList<TrackedFile> Attachments { get; init; } = [];

    public IReadOnlyList<TrackedMessage> Messages { get; init; } = [];

    /// <summary>Whether the person may say now what they think of the answer.</summary>
    public bool MayReview { get; init; }

    public TrackedReview? Review { get; init; }

    public IReadOnlyList<TrackedPromise> Promises { get; init; } = [];
}

/// <summary>The last answer as it was written.</summary>
internal sealed record TrackedAnswer(string Subject, string Body, string? Language)
{
    public TrackedDelivery? Delivery { get; init; }
}

/// <summary>What the person wrote after the filing: when it was taken.</summary>
internal sealed record TrackedMessage(Guid Id, DateTimeOffset At);

/// <summary>What became of the answer, and since when.</summary>
internal sealed record TrackedDelivery(string Way, string State, DateTimeOffset At);

/// <summary>A case as handlers see it; lists leave text, contact and history out.</summary>
internal sealed record Case
{
    public required Guid Id { get; init; }

    public required string Reference { get; init; }

    public required string Site { get; init; }

    public required string Kind { get; init; }

    public required string Channel { get; init; }

    public required string Status { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? LegalDueOn { get; init; }

    public DateOnly? AcknowledgedOn { get; init; }

    public DateOnly? AnsweredOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public string? Verdict { get; init; }

    public bool Overdue { get; init; }

    /// <summary>Working days to the due date, negative past it; null unless an answer is pending.</summary>
    public int? WorkingDaysLeft { get; init; }

    public string? Motive { get; init; }

    public string? Module { get; init; }

    public string? Gravity { get; init; }

    public string? Outcome { get; init; }

    public string? Assignee { get; init; }

    /// <summary>Code of the team of its site to which it was given.</summary>
    public string? Team { get; init; }

    public Guid? MergedInto { get; init; }

    /// <summary>The day on which it is back on the lists of what is owed; null unless it is set aside.</summary>
    public DateOnly? AsideUntil { get; init; }

    public string? TransferredTo { get; init; }

    public bool Anonymous { get; init; }

    public required long Version { get; init; }

    public string? Subject { get; init; }

    /// <summary>Messages of the person that nobody has read.</summary>
    public int Unread { get; init; }

    /// <summary>Whether the person said what they think of the answer, and nobody has read it.</summary>
    public bool UnreadReview { get; init; }

    /// <summary>Letters that did not arrive, or perhaps not, and were not sent again.</summary>
    public IReadOnlyList<LetterNotArrived> NotArrived { get; init; } = [];

    /// <summary>Is another one when a list would show something else of the case.</summary>
    public string Mark { get; init; } = "";

    public CaseReview? Review { get; init; }

    public IReadOnlyList<CasePromise> Promises { get; init; } = [];

    public string? Text { get; init; }

    /// <summary>What an e-mail repeats of those before it.</summary>
    public string? Quoted { get; init; }

    public Contact? Contact { get; init; }

    /// <summary>What the person wrote after the filing, oldest first.</summary>
    public IReadOnlyList<CaseMessage> Messages { get; init; } = [];

    public IReadOnlyList<CaseStep> History { get; init; } = [];

    public IReadOnlyList<CaseLetter> Letters { get; init; } = [];

    public IReadOnlyList<CaseFile> Attachments { get; init; } = [];

    /// <summary>Whether what it held of persons was erased.</summary>
    public bool Erased { get; init; }

    public CaseErasure? Erasure { get; init; }

    public CaseHold? LegalHold { get; init; }

    /// <summary>The case that it was made of.</summary>
    public Guid? SplitFrom { get; init; }

    /// <summary>The cases that were made of it.</summary>
    public IReadOnlyList<Guid> SplitInto { get; init; } = [];

    /// <summary>Codes of what goes on about it elsewhere.</summary>
    public IReadOnlyList<string> OpenProcedures { get; init; } = [];

    /// <summary>What goes on about it elsewhere, or did.</summary>
    public IReadOnlyList<CaseProcedure> Procedures { get; init; } = [];

    /// <summary>What was settled of what its motive asks for.</summary>
    public IReadOnlyList<CaseCheck> Checks { get; init; } = [];
}

/// <summary>How something that the motive asks for was settled: <c>done</c>, or <c>notApplicable</c> with a reason.</summary>
internal sealed record CaseCheck(string Check, string State, string? Reason, DateTimeOffset At, string By);

/// <summary>Something that goes on about a case elsewhere; without <c>ClosedOn</c> it still does.</summary>
internal sealed record CaseProcedure(Guid Id, string Kind, DateOnly OpenedOn, string? Reference, DateOnly? ClosedOn, string By);

/// <summary>One entry of the history; <c>Version</c> is that of the case after it.</summary>
internal sealed record CaseStep(string Transition, DateOnly OccurredOn, bool BackDated, string? By, string? Note, DateOnly? AnnouncedOn)
{
    public long Version { get; init; }

    /// <summary>When it was typed in (UTC).</summary>
    public DateTimeOffset At { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public IReadOnlyList<CaseChange> Changes { get; init; } = [];
}

/// <summary>What somebody typed into the forms of a case.</summary>
internal sealed record CaseDrafts(IReadOnlyList<CaseDraft> Items);

/// <summary>What was typed into the form of a step, last at an instant (UTC).</summary>
internal sealed record CaseDraft(string Step, IReadOnlyList<DraftField> Fields, DateTimeOffset At);

/// <summary>A field as it was typed.</summary>
internal sealed record DraftField(string Name, string Text);

/// <summary>Who else has a case open, by ids of persons, and its version now.</summary>
internal sealed record CasePresence(IReadOnlyList<string> Others, long Version);

/// <summary>One value that a step replaced.</summary>
internal sealed record CaseChange(string Field, string? From, string? To);

/// <summary>What the person wrote after the filing.</summary>
internal sealed record CaseMessage(Guid Id, DateTimeOffset At, string Channel, string? Subject, string Text, string? Quoted, string? From, bool Unread);

/// <summary>A letter as it was written; <c>SentOn</c> is the date it bears.</summary>
internal sealed record CaseLetter(string Kind, string Subject, string Body, DateOnly SentOn)
{
    public Guid Id { get; init; }

    public string Language { get; init; } = "fr";

    /// <summary>How it is brought to the person; null for a letter of before there were records of that.</summary>
    public CaseDelivery? Delivery { get; init; }

    /// <summary>The deliveries that did not arrive, oldest first.</summary>
    public IReadOnlyList<CaseDelivery> Earlier { get; init; } = [];
}

/// <summary>How a letter is brought to a person, and how far it is.</summary>
internal sealed record CaseDelivery(string Way, string? To, string State, DateTimeOffset? DueAt, bool MayBeTakenBack, int Attempts, string? Fault, IReadOnlyList<DeliveryEvent> Events);

/// <summary>What happened to a delivery.</summary>
internal sealed record DeliveryEvent(string State, DateTimeOffset At, string? By);

/// <summary>Day-by-day proof of a date due.</summary>
internal sealed record DeadlineProof(int WorkingDays, string CalendarVersion, IReadOnlyList<ProofDay> Days);

/// <summary>A day of the proof; <c>Rank</c> is its number among the working days, null when it does not count.</summary>
internal sealed record ProofDay(DateOnly Date, int? Rank, string? Reason);
