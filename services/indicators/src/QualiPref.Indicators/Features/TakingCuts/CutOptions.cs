using System.ComponentModel.DataAnnotations;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>How long a cut waits. Section <c>QualiPref:Indicators</c>.</summary>
internal sealed class CutOptions
{
    public const string Section = "QualiPref:Indicators";

    /// <summary>From the last sign that anybody is at work on a cut until what still does not agree is taken as declared, or the cut is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan CutLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>From the arrival of a request until records are asked for again, and between two such times.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00")]
    public TimeSpan CutAskInterval { get; set; } = TimeSpan.FromSeconds(3);
}
