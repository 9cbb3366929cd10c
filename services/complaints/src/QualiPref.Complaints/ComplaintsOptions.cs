using System.ComponentModel.DataAnnotations;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints;

/// <summary>What a network promises. Section <c>QualiPref:Complaints</c>.</summary>
internal sealed class ComplaintsOptions
{
    public const string Section = "QualiPref:Complaints";

    /// <summary>Working days within which a first answer is in time.</summary>
    [Range(1, WorkingDayCalendar.LongestDelay)]
    public int AnswerWorkingDays { get; set; } = 15;
}
