using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Settings;

/// <summary>How browsers reach the portal. Section <c>QualiPref:Portal</c>.</summary>
internal sealed class PortalOptions
{
    public const string Section = "QualiPref:Portal";

    /// <summary>
    /// Whether they do so over plain HTTP, which is for one machine alone: their cookies are then no secret on the way. Elsewhere TLS ends before the process, which
    /// sees plain HTTP too; every cookie is for secure connections all the same.
    /// </summary>
    public bool PlainHttp { get; set; }

    /// <summary>The beginning of the addresses by which people reach the portal from outside, such as <c>https://avis.exemple.gouv.fr</c>: what posters say.</summary>
    [RegularExpression("^https?://[A-Za-z0-9.:\\-]{1,200}/?$", ErrorMessage = "QualiPref:Portal:PublicAddress has to be like https://avis.exemple.gouv.fr, without a path.")]
    public string PublicAddress { get; set; } = "";
}
