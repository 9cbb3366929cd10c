namespace QualiPref.Portal.Session;

/// <summary>Bounds what logs say of refusals, which anybody can bring about: so many lines and entries a minute, whatever comes.</summary>
internal sealed class RefusalLines(TimeProvider time)
{
    private const int Most = 20;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _since;
    private int _lines;

    /// <summary>Whether one more may be told.</summary>
    public bool MayTell()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _since >= Span) (_since, _lines) = (now, 0);
            return _lines++ < Most;
        }
    }
}
