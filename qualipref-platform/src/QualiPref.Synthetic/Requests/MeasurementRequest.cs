namespace QualiPref.Synthetic.Requests;

/// <summary>A measurement as the public contract takes it: two counts, never a percentage.</summary>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">The month, <c>yyyy-MM</c>.</param>
/// <param name="Numerator">What is measured, such as calls lost.</param>
/// <param name="Denominator">Of how many, such as calls received.</param>
/// <param name="Source">Where the counts come from.</param>
public sealed record MeasurementRequest(string Indicator, string Site, string Month, long Numerator, long Denominator, string Source);
