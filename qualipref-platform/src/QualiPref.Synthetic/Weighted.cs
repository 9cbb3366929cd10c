using System.Globalization;

namespace QualiPref.Synthetic;

internal static class Weighted
{
    /// <summary>One of the values, each as likely as its weight says.</summary>
    public static string Pick(Random random, ReadOnlySpan<(string Value, int Weight)> weighted)
    {
        var total = 0;
        foreach (var (_, weight) in weighted)
            total += weight;
        var at = random.Next(total);
        foreach (var (value, weight) in weighted)
            if ((at -= weight) < 0)
                return value;
        throw new InvalidOperationException(total.ToString(CultureInfo.InvariantCulture));
    }
}
