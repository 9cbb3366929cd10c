namespace QualiPref.Synthetic.Requests;

/// <summary>One satisfaction answer as the public contract takes it; a batch item carries its id, a single one has it in the address.</summary>
public sealed record AnswerRequest
{
    /// <summary>Id of the answer, made by the client; null when the address carries it.</summary>
    public Guid? Id { get; init; }

    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Code of the questionnaire.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required int Version { get; init; }

    /// <summary><c>kiosk</c>, <c>web</c> or <c>paper</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Two-letter language code.</summary>
    public string? Language { get; init; }

    /// <summary><c>complete</c> or <c>abandoned</c>; null stands for complete.</summary>
    public string? Outcome { get; init; }

    /// <summary>Instant of the answer by the device, with any offset.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>Id of the kiosk, null elsewhere.</summary>
    public Guid? Kiosk { get; init; }

    /// <summary>Enrolment of the kiosk the sequence belongs to.</summary>
    public int? Enrolment { get; init; }

    /// <summary>Sequence number within kiosk and enrolment, from 1.</summary>
    public long? Sequence { get; init; }

    /// <summary>The device's monotonic clock when it was answered.</summary>
    public ClockRequest? Clock { get; init; }

    /// <summary>Options chosen by question; a question that is absent was left blank.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>Free text.</summary>
    public string? Comment { get; init; }

    /// <summary>What the device says of itself when it sends a single answer.</summary>
    public DeviceRequest? Device { get; init; }
}

/// <summary>A monotonic clock: milliseconds since the device was started.</summary>
/// <param name="Session">Id of that start.</param>
/// <param name="ElapsedMs">Milliseconds since.</param>
public sealed record ClockRequest(Guid Session, long ElapsedMs);

/// <summary>A batch of answers of one device.</summary>
public sealed record BatchRequest
{
    /// <summary>The device that syncs, null when staff types.</summary>
    public DeviceRequest? Device { get; init; }

    /// <summary>At most 500 answers, each with its id.</summary>
    public required IReadOnlyList<AnswerRequest> Items { get; init; }
}

/// <summary>The device behind a batch or an answer.</summary>
public sealed record DeviceRequest
{
    /// <summary>Id of the kiosk.</summary>
    public required Guid Kiosk { get; init; }

    /// <summary>Its enrolment.</summary>
    public required int Enrolment { get; init; }

    /// <summary>Instant of the sync by the device's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Its monotonic clock at the sync.</summary>
    public ClockRequest? Clock { get; init; }

    /// <summary>Answers still waiting on the device.</summary>
    public int Backlog { get; init; }

    /// <summary>Version of the application on the device.</summary>
    public string? AppVersion { get; init; }
}
