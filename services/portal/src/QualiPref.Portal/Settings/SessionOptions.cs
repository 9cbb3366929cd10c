using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Settings;

/// <summary>How long a session of staff lives. Section <c>QualiPref:Portal:Session</c>.</summary>
internal sealed class SessionOptions
{
    public const string Section = "QualiPref:Portal:Session";

    /// <summary>Without a request, a session ends after that.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "04:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whatever is done, it ends after that.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "1.00:00:00")]
    public TimeSpan Longest { get; set; } = TimeSpan.FromHours(10);

    /// <summary>So often the provider is asked whether its own session still lives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Renewal { get; set; } = TimeSpan.FromMinutes(5);
}
