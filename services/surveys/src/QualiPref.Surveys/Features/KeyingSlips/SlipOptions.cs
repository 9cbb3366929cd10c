using System.ComponentModel.DataAnnotations;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>How many slips are keyed a second time. Section <c>QualiPref:Surveys:Slips</c>.</summary>
internal sealed class SlipOptions
{
    public const string Section = "QualiPref:Surveys:Slips";

    /// <summary>Which share of a batch.</summary>
    [Range(0.01, 1)]
    public double Share { get; set; } = 0.1;

    /// <summary>How many of a batch at least, as far as it has so many.</summary>
    [Range(1, 500)]
    public int Least { get; set; } = 5;
}
