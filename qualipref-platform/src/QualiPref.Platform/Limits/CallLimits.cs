using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace QualiPref.Platform.Limits;

/// <summary>What becomes of a request.</summary>
/// <param name="Pause">How long it waits before it is taken.</param>
/// <param name="RetryAfter">After how long it is worth sending again; null when it is taken.</param>
internal readonly record struct Verdict(TimeSpan Pause, TimeSpan? RetryAfter);

/// <summary>Decides on each request of a caller: taken, taken after a pause, or refused. No round trip.</summary>
internal sealed class CallLimits
{
    // So that requests which wait are no way to fill the memory.
    private const int MostWaiting = 1_000;

    private readonly CallCounts _counts;
    private readonly LimitOptions _options;
    private readonly TimeProvider _time;
    private readonly Counter<long> _slowed;
    private readonly Counter<long> _refused;
    private int _waiting;

    public CallLimits(CallCounts counts, IOptions<LimitOptions> options, TimeProvider time, IMeterFactory meters)
    {
        (_counts, _options, _time) = (counts, options.Value, time);
        var meter = meters.Create("QualiPref.Platform");
        _slowed = meter.CreateCounter<long>("qualipref.limits.slowed", "{request}",
            "Requests that waited because their caller made many. Of each replica its own: sum by (caller)");
        _refused = meter.CreateCounter<long>("qualipref.limits.refused", "{request}",
            "Requests refused with 429 because their caller made too many. Of each replica its own: sum by (caller)");
    }

    /// <summary>Counts a request and lets it through, at once or after a pause.</summary>
    /// <param name="kind">By what the caller is counted.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="cancellationToken">Ends the pause.</param>
    /// <returns>Null when it is let through; else after how long it is worth sending again.</returns>
    public async ValueTask<TimeSpan?> AdmitAsync(LimitKind kind, UInt128 caller, CancellationToken cancellationToken)
    {
        var verdict = Judge(kind, caller);
        if (verdict.RetryAfter is null && verdict.Pause > TimeSpan.Zero && !await PauseAsync(kind, verdict.Pause, cancellationToken))
        {
            verdict = new Verdict(default, _options.LongestPause);
        }
        if (verdict.RetryAfter is not null) _refused.Add(1, Tag(kind));
        return verdict.RetryAfter;
    }

    /// <summary>Counts a request, unless it is refused: whoever goes on sending gets on as fast as the limit allows.</summary>
    public Verdict Judge(LimitKind kind, UInt128 caller)
    {
        var most = _options.Of(kind);
        var (calls, elapsed) = _counts.Of(caller);
        var lately = calls.Now + calls.Before * (1 - elapsed);
        if (lately >= most) return new Verdict(default, Until(most, calls, elapsed));
        _counts.Add(caller);
        var crowded = lately * 2 / most - 1;
        return new Verdict(crowded > 0 ? _options.LongestPause * crowded : default, null);
    }

    // When the last sixty seconds will hold fewer than that, if nothing more comes.
    private static TimeSpan Until(int most, Calls calls, double elapsed)
    {
        var wait = calls.Now < most
            ? 1 - (double)(most - calls.Now) / calls.Before - elapsed
            : 1 - elapsed + 1 - (double)most / calls.Now;
        return TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(wait * CallCounts.Minute.TotalSeconds)));
    }

    private async ValueTask<bool> PauseAsync(LimitKind kind, TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting) return false;
            var over = Task.Delay(pause, _time, cancellationToken);
            _slowed.Add(1, Tag(kind));
            await over;
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static KeyValuePair<string, object?> Tag(LimitKind kind) => new("caller", kind switch
    {
        LimitKind.Kiosk => "kiosk",
        LimitKind.Person => "person",
        LimitKind.Program => "program",
        LimitKind.Address => "address",
        LimitKind.AddressSending => "addressSending",
        _ => "addressReporting",
    });
}
