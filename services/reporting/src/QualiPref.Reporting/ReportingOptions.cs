using System.ComponentModel.DataAnnotations;

namespace QualiPref.Reporting;

/// <summary>How patient the service is. Section <c>QualiPref:Reporting</c>.</summary>
internal sealed class ReportingOptions
{
    public const string Section = "QualiPref:Reporting";

    /// <summary>How long a call that freezes waits for the edition before it answers with an operation.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan FreezeWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call that verifies waits for the outcome before it answers with an operation.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan VerifyWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often cuts that were taken are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan FreezePause { get; set; } = TimeSpan.FromSeconds(1);
}
