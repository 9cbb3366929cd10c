namespace QualiPref.Statistics.Inference;

/// <summary>Adjustment of p-values for looking at several comparisons at once.</summary>
internal static class HolmAdjustment
{
    /// <summary>
    /// With p₍₁₎ ≤ … ≤ p₍ₘ₎: adjusted p₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎). Refusing at adjusted p ≤ 0.05 keeps the chance of
    /// one false alarm or more in the family at 5 %, however the comparisons depend on one another.
    /// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979) 65–70.
    /// </summary>
    /// <returns>Adjusted values in the order of the argument.</returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var highest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = highest;
        }

        return adjusted;
    }
}
