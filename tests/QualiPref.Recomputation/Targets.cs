namespace QualiPref.Recomputation;

/// <summary>Whether the targets of the demonstration are reached, from whole numbers: nothing is rounded.</summary>
internal static class Targets
{
    /// <summary>Target and margin in percent; of the others none is set.</summary>
    private static readonly Dictionary<string, (int Target, int Margin)> Known = new() { ["satisfaction.global"] = (85, 5) };

    /// <summary>The status of a rate that the higher the better; null without target.</summary>
    /// <param name="indicator">Its code.</param>
    /// <param name="numerator">Favourable cases.</param>
    /// <param name="n">All cases.</param>
    public static string? StatusOf(string indicator, long? numerator, long n) => Known.TryGetValue(indicator, out var known)
        ? n switch
        {
            0 => "notMeasured",
            < Comparisons.Fewest => "undetermined",
            _ when 100 * numerator >= known.Target * n => "met",
            _ when 100 * numerator >= (known.Target - known.Margin) * n => "near",
            _ => "missed",
        }
        : n == 0 && indicator != "complaints.received" ? "notMeasured" : null;
}
