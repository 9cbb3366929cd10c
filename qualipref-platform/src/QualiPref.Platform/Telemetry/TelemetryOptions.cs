using System.ComponentModel.DataAnnotations;

namespace QualiPref.Platform.Telemetry;

/// <summary>How metrics are read. Section <c>QualiPref:Telemetry</c>; where they go is said by <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Telemetry";

    /// <summary>How often the numbers that stand in a database are asked for while somebody listens to them.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromSeconds(15);
}
