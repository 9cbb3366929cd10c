namespace QualiPref.Platform.Auditing;

/// <summary>
/// Verifies a chain from its first entry on: numbers without gaps, each hash that of what the entry says and of the one before, and the ends that were written down
/// elsewhere met on the way.
/// </summary>
/// <param name="service">Name of the service whose chain it is.</param>
/// <param name="published">Ends of this chain that were written down at some time, each with where that was.</param>
public sealed class ChainCheck(string service, IEnumerable<(AuditHead Head, string Where)> published)
{
    private readonly List<string> _faults = [];
    private readonly List<(AuditHead Head, string Where)> _published = [.. published.OrderBy(one => one.Head.Number)];
    private int _met;

    /// <summary>The end of what was taken so far.</summary>
    public AuditHead Head { get; private set; } = AuditHead.Empty;

    /// <summary>What is wrong, in the order in which it was met; nothing when all is well.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry.</param>
    public void Take(SealedEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var next = Head.Number + 1;
        if (entry.Number != next) Tell($"entry {entry.Number} follows entry {Head.Number}: what was in between is missing");
        else if (entry.Previous != Head.Hash) Tell($"entry {entry.Number} was written behind another entry {Head.Number} than there is");
        if (entry.Hash != entry.HashIn(service)) Tell($"entry {entry.Number} was altered: its hash is not that of what it says");
        // What follows is compared with what this one says of itself, so that each alteration is told where it is.
        Head = new AuditHead(entry.Number, entry.Hash);
        MeetUpTo(entry.Number);
    }

    /// <summary>Says that there are no more entries.</summary>
    public void End() => MeetUpTo(long.MaxValue);

    private void MeetUpTo(long number)
    {
        for (; _met < _published.Count && _published[_met].Head.Number <= number; _met++)
        {
            var (head, where) = _published[_met];
            if (head.Number > Head.Number) Tell($"the chain ends with entry {Head.Number}, and had {head.Number} when {where} was made");
            else if (head.Number == Head.Number && head.Hash != Head.Hash) Tell($"up to entry {head.Number} the chain is another one than when {where} was made");
        }
    }

    private void Tell(FormattableString fault) => _faults.Add(FormattableString.Invariant(fault));
}
