using System.ComponentModel.DataAnnotations;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Features.FindingBursts;

/// <summary>When answers of a kiosk are flagged. Section <c>QualiPref:Surveys:Bursts</c>.</summary>
internal sealed class BurstOptions
{
    public const string Section = "QualiPref:Surveys:Bursts";

    /// <summary>So many answers within <see cref="Within"/>: a person takes about ten seconds for one.</summary>
    [Range(2, 1_000)]
    public int Answers { get; set; } = 5;

    /// <summary>The time for <see cref="Answers"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Within { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>So many times the same first answer in a row within <see cref="SameWithin"/>.</summary>
    [Range(2, 1_000)]
    public int SameAnswers { get; set; } = 10;

    /// <summary>The time for <see cref="SameAnswers"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SameWithin { get; set; } = TimeSpan.FromMinutes(10);

    public BurstRules Rules => new(Answers, Within, SameAnswers, SameWithin);
}
