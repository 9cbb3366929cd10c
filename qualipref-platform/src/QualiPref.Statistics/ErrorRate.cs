using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics;

/// <summary>How often something went wrong, as far as a sample of it tells.</summary>
public sealed record ErrorRate
{
    /// <summary>How much was looked at.</summary>
    public required long Checked { get; init; }

    /// <summary>How much of it was wrong.</summary>
    public required long Wrong { get; init; }

    /// <summary>Wrong among checked.</summary>
    public required double Value { get; init; }

    /// <summary>What the rate of everything may be, given that sample; null where everything was looked at, and nothing is left to estimate.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>The rate with its interval.</summary>
    /// <param name="wrong">How much was wrong.</param>
    /// <param name="looked">How much was looked at.</param>
    /// <param name="isWhole">Whether that was everything, and no sample of it.</param>
    /// <returns>Null where nothing was looked at: there is no rate then.</returns>
    public static ErrorRate? Of(long wrong, long looked, bool isWhole = false)
    {
        if (looked == 0) return null;
        var proportion = new Proportion(wrong, looked);
        return new ErrorRate { Checked = looked, Wrong = wrong, Value = proportion.Value, Interval = isWhole ? null : ProportionIntervals.Wilson(proportion) };
    }
}
