using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace QualiPref.Platform.Limits;

/// <summary>Requests of one caller in a minute and in the one before.</summary>
/// <param name="Now">In this minute.</param>
/// <param name="Before">In the one before.</param>
internal readonly record struct Calls(int Now, int Before);

/// <summary>
/// Counts requests by caller and minute of the clock: this replica's own as they come, and those of the others as they were told last. What a caller did within the
/// last sixty seconds is this minute's count and, of the one before, the share that is not over sixty seconds old.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class CallCounts(TimeProvider time)
{
    /// <summary>Callers that are counted in one minute: memory stays bounded. Those beyond are not counted; a limit by caller would not stop so many.</summary>
    public const int MostCallers = 100_000;

    /// <summary>Length of a window.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _turning = new();
    private volatile Window _now = new(0, null);
    private volatile Told _others = new(0, new Dictionary<UInt128, Calls>());

    /// <summary>Requests of a caller within the last two minutes, over all replicas, and which share of this minute is over.</summary>
    public (Calls Calls, double Elapsed) Of(UInt128 caller)
    {
        var (window, elapsed) = Turned();
        var own = window.Of(caller);
        var others = _others.At(window.Minute, caller);
        return (new Calls(own.Now + others.Now, own.Before + others.Before), elapsed);
    }

    /// <summary>Counts one request.</summary>
    public void Add(UInt128 caller) => Turned().Window.Add(caller);

    /// <summary>The callers of this replica that made most requests.</summary>
    /// <param name="fewest">Only those with so many in this minute and the one before.</param>
    /// <param name="most">At most so many callers.</param>
    public (long Minute, IReadOnlyList<KeyValuePair<UInt128, Calls>> Callers) Busiest(int fewest, int most)
    {
        var window = Turned().Window;
        var busy = window.Callers.Select(caller => KeyValuePair.Create(caller, window.Of(caller))).Where(one => one.Value.Now + one.Value.Before >= fewest);
        return (window.Minute, [.. busy.OrderByDescending(one => one.Value.Now + one.Value.Before).Take(most)]);
    }

    /// <summary>Takes over what the other replicas counted, in place of what they had told before.</summary>
    /// <param name="minute">The minute it is about.</param>
    /// <param name="calls">Requests by caller.</param>
    public void Hear(long minute, IReadOnlyDictionary<UInt128, Calls> calls) => _others = new Told(minute, calls);

    private (Window Window, double Elapsed) Turned()
    {
        var (minute, rest) = Math.DivRem(time.GetUtcNow().ToUnixTimeMilliseconds(), (long)Minute.TotalMilliseconds);
        return (Turned(minute), rest / Minute.TotalMilliseconds);
    }

    private Window Turned(long minute)
    {
        if (_now is var window && window.Minute == minute) return window;
        lock (_turning)
        {
            if (_now.Minute != minute) _now = new Window(minute, _now);
            return _now;
        }
    }

    private sealed class Window(long minute, Window? last)
    {
        private readonly ConcurrentDictionary<UInt128, StrongBox<int>> _calls = new();
        private readonly ConcurrentDictionary<UInt128, StrongBox<int>> _before = last?.Minute == minute - 1 ? last._calls : new();
        private int _callers;

        public long Minute => minute;

        public IEnumerable<UInt128> Callers => _calls.Concat(_before).Select(one => one.Key).Distinct();

        public Calls Of(UInt128 caller) => new(In(_calls, caller), In(_before, caller));

        public void Add(UInt128 caller)
        {
            if (!_calls.TryGetValue(caller, out var count))
            {
                if (Volatile.Read(ref _callers) >= MostCallers) return;
                var first = new StrongBox<int>();
                count = _calls.GetOrAdd(caller, first);
                if (count == first) Interlocked.Increment(ref _callers);
            }
            Interlocked.Increment(ref count.Value);
        }

        private static int In(ConcurrentDictionary<UInt128, StrongBox<int>> calls, UInt128 caller) => calls.TryGetValue(caller, out var count) ? Volatile.Read(ref count.Value) : 0;
    }

    // What is not told anew ages by itself: a database that is away leaves a replica with its own counts.
    private sealed record Told(long Minute, IReadOnlyDictionary<UInt128, Calls> Calls)
    {
        public Calls At(long minute, UInt128 caller) => Calls.TryGetValue(caller, out var calls)
            ? (minute - Minute) switch { 0 => calls, 1 => new Calls(0, calls.Now), _ => default }
            : default;
    }
}
