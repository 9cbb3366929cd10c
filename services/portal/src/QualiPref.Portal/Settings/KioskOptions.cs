using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Settings;

/// <summary>The kiosk page. Section <c>QualiPref:Portal:Kiosk</c>.</summary>
internal sealed class KioskOptions
{
    public const string Section = "QualiPref:Portal:Kiosk";

    /// <summary>Seconds without a touch before the warning.</summary>
    [Range(1, 600)]
    public int IdleSeconds { get; set; } = 20;

    /// <summary>Seconds from the warning to the reset; WCAG 2.2.1 asks for at least 20.</summary>
    [Range(20, 120)]
    public int WarningSeconds { get; set; } = 20;
}
