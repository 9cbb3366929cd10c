namespace QualiPref.Surveys.Answers;

/// <summary>Sequence numbers that are not there, both ends included.</summary>
/// <param name="From">First.</param>
/// <param name="To">Last.</param>
internal sealed record MissingRange(long From, long To);

/// <summary>What a list of received sequence numbers says about the ones between.</summary>
/// <param name="Contiguous">Up to here nothing is missing.</param>
/// <param name="Missing">What is missing below the highest received, or of what is known to exist.</param>
internal sealed record SequenceGaps(long Contiguous, IReadOnlyList<MissingRange> Missing)
{
    /// <summary>Most ranges that are told; a device with more has lost its memory, not some answers.</summary>
    public const int MostRanges = 100;

    /// <summary>Finds the gaps.</summary>
    /// <param name="start">Up to here nothing is missing; 0 at first.</param>
    /// <param name="received">Numbers received, ascending; repetitions and numbers up to <paramref name="start"/> change nothing.</param>
    /// <param name="writtenOff">Numbers that nobody waits for any more, in any order.</param>
    /// <param name="expected">Numbers up to here exist, although none as high was received.</param>
    public static SequenceGaps Of(long start, IEnumerable<long> received, IEnumerable<MissingRange>? writtenOff = null, long expected = 0)
    {
        IReadOnlyList<MissingRange> off = [.. (writtenOff ?? []).OrderBy(range => range.From)];
        var (contiguous, last) = (start, start);
        var missing = new List<MissingRange>();
        foreach (var number in received)
        {
            if (number > last) GoTo(number, number - 1);
        }
        if (expected > last) GoTo(expected, expected);
        return new SequenceGaps(contiguous, missing);

        void GoTo(long next, long lastMissing)
        {
            missing.AddRange(Without(off, last + 1, lastMissing).Take(MostRanges - missing.Count));
            last = next;
            if (missing.Count == 0) contiguous = next;
        }
    }

    /// <summary>What is left of a range.</summary>
    private static IEnumerable<MissingRange> Without(IReadOnlyList<MissingRange> off, long from, long to)
    {
        foreach (var range in off)
        {
            if (range.To < from || range.From > to) continue;
            if (range.From > from) yield return new MissingRange(from, range.From - 1);
            from = range.To + 1;
        }
        if (from <= to) yield return new MissingRange(from, to);
    }
}
