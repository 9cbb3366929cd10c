using System.Diagnostics.Metrics;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>For how long facts wait for their cells, as far as this replica knows: told as a metric, without asking anybody.</summary>
internal sealed class CellBacklog
{
    private readonly TimeProvider _time;

    // The moment of the first nudge since the worker was through with everything; 0 while nothing waits.
    private long _since;

    public CellBacklog(TimeProvider time, IMeterFactory meters)
    {
        _time = time;
        meters.Create(IndicatorsTelemetry.Name).CreateObservableGauge("qualipref.indicators.cell.waiting", () => Waiting.TotalSeconds, "s",
            "For how long the oldest fact that a replica knows of waits for its cells; 0 when none does. Of each replica its own: max");
    }

    private TimeSpan Waiting => Volatile.Read(ref _since) is not 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Something waits since a moment, if nothing did before.</summary>
    public void Waits(long since) => Interlocked.CompareExchange(ref _since, since, 0);

    /// <summary>Whatever waited is in its cells.</summary>
    public void Through() => Volatile.Write(ref _since, 0);
}
