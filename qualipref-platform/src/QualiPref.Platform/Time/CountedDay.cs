namespace QualiPref.Platform.Time;

/// <summary>One day of the proof of a due date.</summary>
public sealed record CountedDay
{
    /// <summary>Local legal date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Rank of the working day, 1 on the first one after the start; null when the day does not count.</summary>
    public int? Rank { get; init; }

    /// <summary>Why the day does not count, in French: <c>samedi</c>, <c>dimanche</c>, a public holiday or a closure; null when it counts.</summary>
    public string? Reason { get; init; }
}
