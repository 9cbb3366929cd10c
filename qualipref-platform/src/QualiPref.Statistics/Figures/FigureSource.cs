namespace QualiPref.Statistics.Figures;

/// <summary>Where the records behind a figure come from, by the names that messages give the sources.</summary>
internal static class FigureSource
{
    public const string Surveys = "surveys";
    public const string Complaints = "complaints";
    public const string Measurements = "measurements";

    public static string Of(IndicatorKind kind) => kind switch
    {
        IndicatorKind.SatisfactionRate => Surveys,
        IndicatorKind.MeasuredRatio => Measurements,
        _ => Complaints,
    };
}
