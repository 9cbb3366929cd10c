namespace QualiPref.Tool.Tests.Setup;

/// <summary>The real clock, but whoever rests rests a twentieth as long: for a command that asks the same hundreds of times.</summary>
public sealed class HurriedTime : TimeProvider
{
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

    private static TimeSpan Sooner(TimeSpan rest) => rest == Timeout.InfiniteTimeSpan ? rest : rest / 20;
}
