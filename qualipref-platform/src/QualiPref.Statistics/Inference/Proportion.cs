namespace QualiPref.Statistics.Inference;

/// <summary>A number of successes among a number of trials.</summary>
internal readonly record struct Proportion
{
    /// <exception cref="ArgumentOutOfRangeException">No trial, or successes outside 0 to trials: a figure from that would be a lie.</exception>
    public Proportion(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        (Successes, Trials) = (successes, trials);
    }

    public long Successes { get; }

    public long Trials { get; }

    public double Value => (double)Successes / Trials;
}
