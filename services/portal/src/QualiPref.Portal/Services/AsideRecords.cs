namespace QualiPref.Portal.Services;

/// <summary>Which of the answers that wait for a decision; what is null is left open, in a group it is none.</summary>
internal sealed record AsideFilter(string? Code, string? Site, Guid? Kiosk);

/// <summary>The groups, and up to when they were read.</summary>
internal sealed record AsideGroups(DateTimeOffset ReadAt, IReadOnlyList<AsideGroup> Items);

/// <summary>Answers that wait for a decision and have a cause, a site and a kiosk in common.</summary>
internal sealed record AsideGroup
{
    public required string Code { get; init; }

    public string? Site { get; init; }

    public Guid? Kiosk { get; init; }

    public string? KioskLabel { get; init; }

    public int Count { get; init; }

    public DateOnly FirstDate { get; init; }

    public DateOnly LastDate { get; init; }

    public DateTimeOffset FirstReceivedAt { get; init; }

    public DateTimeOffset LastReceivedAt { get; init; }

    /// <summary>Server time minus the device's when they came: the smallest and the largest.</summary>
    public double? LeastOffsetSeconds { get; init; }

    public double? MostOffsetSeconds { get; init; }
}

/// <summary>What became of each answer, and how many of the group still wait.</summary>
internal sealed record DecidedTogether(IReadOnlyList<DecidedOne> Items, long? Remaining);

/// <summary>What became of one: decided, unchanged, refused or invalid.</summary>
internal sealed record DecidedOne(Guid Id, string Result, string? Status, string? Code, string? Detail);

/// <summary>An answer that was kept without being counted; <c>Raw</c> is what the server could not read.</summary>
internal sealed record KeptResponse
{
    public required Guid Id { get; init; }

    public string? Site { get; init; }

    public DateOnly Date { get; init; }

    public string? Channel { get; init; }

    public long Version { get; init; }

    public string? Code { get; init; }

    public DateTimeOffset AnsweredAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Server time minus the device's when it came.</summary>
    public double? OffsetSeconds { get; init; }

    public Guid? Kiosk { get; init; }

    public long? Sequence { get; init; }

    public string? Comment { get; init; }

    public string? Raw { get; init; }
}
