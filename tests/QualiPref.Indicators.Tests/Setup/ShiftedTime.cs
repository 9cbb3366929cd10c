namespace QualiPref.Indicators.Tests.Setup;

/// <summary>A clock that runs as the real one does and can be moved on; timers keep their real pace.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;

    public void Pass(TimeSpan time) => _shift += time;
}
