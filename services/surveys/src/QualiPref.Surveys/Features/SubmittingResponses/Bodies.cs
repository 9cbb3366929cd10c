namespace QualiPref.Surveys.Features.SubmittingResponses;

// The shapes of the public contract as its OpenAPI document shows them. Requests are not bound to these but read field by field
// (AnswerReader), so that every fault is named: change both together.

/// <summary>One answer to a questionnaire.</summary>
internal record AnswerBody
{
    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Code of the questionnaire.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Version of the questionnaire that was shown.</summary>
    public required int Version { get; init; }

    /// <summary>kiosk, web or paper.</summary>
    public required string Channel { get; init; }

    /// <summary>Language in which it was shown.</summary>
    public string? Language { get; init; }

    /// <summary>complete (default) or abandoned.</summary>
    public string? Outcome { get; init; }

    /// <summary>When it was answered, by the device's clock.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>Channel kiosk: its id.</summary>
    public Guid? Kiosk { get; init; }

    /// <summary>Channel kiosk: the enrolment in which it was answered.</summary>
    public int? Enrolment { get; init; }

    /// <summary>Channel kiosk: number of the answer in the enrolment, 1 at first.</summary>
    public long? Sequence { get; init; }

    /// <summary>Monotonic clock when it was answered.</summary>
    public ClockBody? Clock { get; init; }

    /// <summary>By question: an option, a list of options, or a text; empty when abandoned.</summary>
    public required Dictionary<string, object> Answers { get; init; }

    /// <summary>Free comment, at most 2,000 characters.</summary>
    public string? Comment { get; init; }

    /// <summary>Device time of sending, for its offset.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What the device says of itself.</summary>
    public DeviceBody? Device { get; init; }
}

/// <summary>An answer in a batch.</summary>
internal sealed record BatchItemBody : AnswerBody
{
    /// <summary>The client's id of the answer.</summary>
    public required Guid Id { get; init; }
}

/// <summary>A monotonic clock.</summary>
internal sealed record ClockBody(Guid Session, long ElapsedMs);

/// <summary>What a device says of itself when it sends.</summary>
internal sealed record DeviceBody(
    Guid? Kiosk, int? Enrolment, DateTimeOffset? SentAt, ClockBody? Clock, long? Backlog, string? AppVersion, double? Battery);

/// <summary>Up to 500 answers.</summary>
internal sealed record BatchBody(DeviceBody? Device, IReadOnlyList<BatchItemBody> Items);

/// <summary>What became of one answer: accepted, duplicate or setAside.</summary>
internal sealed record SubmissionReply(Guid Id, string Result, long Version, DateOnly Date, string? Code, string? Detail);

/// <summary>What became of one item: accepted, duplicate, conflict, setAside or invalid.</summary>
internal sealed record BatchItemReply(string? Id, string Result, string? Code, string? Detail);

/// <summary>What became of a batch, in the order sent, and up to which sequence nothing of this kiosk is missing.</summary>
internal sealed record BatchReply(IReadOnlyList<BatchItemReply> Items, long? ContiguousSequence);
