namespace QualiPref.Portal.Services;

/// <summary>A kiosk and what is missing from it.</summary>
internal sealed record ListedKiosk
{
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public required string Label { get; init; }

    /// <summary><c>created</c> until its first device is enrolled.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Server time minus device time.</summary>
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>Whether its clock is off by so much that somebody has to set it.</summary>
    public bool ClockAlert { get; init; }

    public long LastContiguousSequence { get; init; }

    public IReadOnlyList<MissingRange> Missing { get; init; } = [];

    public int SetAside { get; init; }

    public long? Backlog { get; init; }

    /// <summary>Answers that the device keeps although they were set aside or refused.</summary>
    public long? Aside { get; init; }

    /// <summary>Answers that bear a number which another one bears.</summary>
    public int Repeated { get; init; }

    public string? AppVersion { get; init; }

    /// <summary>Charge in percent.</summary>
    public double? Battery { get; init; }

    public string? Browser { get; init; }

    public DeviceStorage? Storage { get; init; }

    public int Enrolment { get; init; }

    /// <summary>What is missing of earlier devices.</summary>
    public IReadOnlyList<LeftBehind> Earlier { get; init; } = [];

    public IReadOnlyList<WrittenOff> WrittenOff { get; init; } = [];

    public Retirement? Retirement { get; init; }
}

/// <summary>What a device said of its storage, in bytes.</summary>
internal sealed record DeviceStorage(bool? Persisted, long? Usage, long? Quota);

/// <summary>What is missing of an earlier enrolment, and when its device was last heard of.</summary>
internal sealed record LeftBehind(int Enrolment, DateTimeOffset? LastSeen, IReadOnlyList<MissingRange> Missing);

/// <summary>A range of numbers that nobody waits for any more.</summary>
internal sealed record WrittenOff(int Enrolment, long From, long To, string Reason, string By, DateTimeOffset At);

/// <summary>Why a kiosk is used no more.</summary>
internal sealed record Retirement(string Reason, string By, DateTimeOffset At);

/// <summary>Sequence numbers that never came, both ends included.</summary>
internal sealed record MissingRange(long From, long To);

/// <summary>The code with which a kiosk enrols, and the PIN of its agents' page where it is new; both shown this once.</summary>
internal sealed record KioskCode(Guid Id, string EnrolmentCode, string? Pin = null);

/// <summary>What became of the answers of a file.</summary>
internal sealed record ImportedFile(IReadOnlyList<ImportedAnswer> Items);

/// <summary>What became of one: accepted, duplicate, conflict, setAside or invalid.</summary>
internal sealed record ImportedAnswer(string? Id, string Result, string? Code, string? Detail);
