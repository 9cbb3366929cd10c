namespace QualiPref.Recomputation;

/// <summary>One answer the server acknowledged.</summary>
internal sealed record AnswerFact
{
    /// <summary>Site of what was set aside without one that is known: it has no place in any figure or balance.</summary>
    public const string Nowhere = "";

    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public required string Channel { get; init; }

    public required DateOnly Day { get; init; }

    public required bool Abandoned { get; init; }

    /// <summary>Left after a first answer: it counts for what was answered.</summary>
    public bool Partial { get; init; }

    /// <summary>Option by question; a question that is absent was left blank.</summary>
    public required IReadOnlyDictionary<string, string> Choices { get; init; }

    public required Standing Standing { get; init; }

    /// <summary>Why nobody will ever make an answer of it, so that it can never count; null when it can be read.</summary>
    public required string? Fault { get; init; }

    public bool Counts => Standing is Standing.Accepted && !Abandoned;
}

internal enum Standing
{
    Accepted,
    SetAside,
    Voided,
    Discarded,
}
