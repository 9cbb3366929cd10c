namespace QualiPref.Platform.Messaging;

/// <summary>
/// How often the process has lost its broker and found one again. Nobody knows what became meanwhile of what the former had confirmed: whoever told something that
/// nothing else asks for tells it anew, as at the start. Without a broker nothing is ever lost.
/// </summary>
public sealed class Reconnections
{
    private long _count;

    /// <summary>How often so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Notes one more.</summary>
    internal void Note() => Interlocked.Increment(ref _count);
}
