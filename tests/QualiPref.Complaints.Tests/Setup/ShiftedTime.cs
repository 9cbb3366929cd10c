namespace QualiPref.Complaints.Tests.Setup;

/// <summary>A clock that runs as the real one does and can be set to another day; timers keep their real pace.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;

    /// <summary>Puts the clock forward.</summary>
    public void Advance(TimeSpan by) => _shift += by;

    /// <summary>Sets the clock to noon UTC of a day.</summary>
    public void Set(DateOnly day) => _shift = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) - base.GetUtcNow();
}
