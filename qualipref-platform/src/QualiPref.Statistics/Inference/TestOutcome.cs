namespace QualiPref.Statistics.Inference;

/// <summary>Outcome of a two-sided test of two samples.</summary>
/// <param name="PValue">Two-sided p-value, 0 to 1.</param>
/// <param name="Direction">Positive when the first sample is the higher one, negative when the second is, 0 when neither.</param>
internal readonly record struct TestOutcome(double PValue, int Direction);
