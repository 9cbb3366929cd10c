namespace QualiPref.Testing;

/// <summary>A clock that runs as the real one does and can be set to another day; timers keep their real pace.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;

    /// <summary>Puts the clock forward.</summary>
    /// <param name="by">How far.</param>
    public void Advance(TimeSpan by) => _shift += by;

    /// <summary>Sets the clock to noon UTC of a day.</summary>
    /// <param name="day">The day.</param>
    public void Set(DateOnly day) => _shift = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) - base.GetUtcNow();
}
