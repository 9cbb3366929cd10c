namespace QualiPref.Surveys.Answers;

/// <summary>Sequence numbers that are not there, both ends included.</summary>
/// <param name="From">First.</param>
/// <param name="To">Last.</param>
internal sealed record MissingRange(long From, long To);

/// <summary>What a list of received sequence numbers says about the ones between.</summary>
/// <param name="Contiguous">Up to here nothing is missing.</param>
/// <param name="Missing">What is missing below the highest received.</param>
internal sealed record SequenceGaps(long Contiguous, IReadOnlyList<MissingRange> Missing)
{
    /// <summary>Most ranges that are told; a device with more has lost its memory, not some answers.</summary>
    public const int MostRanges = 100;

    /// <summary>Finds the gaps.</summary>
    /// <param name="start">Up to here nothing is missing; 0 at first.</param>
    /// <param name="received">Numbers received, ascending; repetitions and numbers up to <paramref name="start"/> change nothing.</param>
    public static SequenceGaps Of(long start, IEnumerable<long> received)
    {
        var contiguous = start;
        var last = start;
        var missing = new List<MissingRange>();
        foreach (var number in received)
        {
            if (number <= last) continue;
            if (number > last + 1 && missing.Count < MostRanges) missing.Add(new MissingRange(last + 1, number - 1));
            last = number;
            if (missing.Count == 0) contiguous = number;
        }
        return new SequenceGaps(contiguous, missing);
    }
}
