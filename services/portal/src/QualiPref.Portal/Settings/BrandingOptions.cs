using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Settings;

/// <summary>How the portal presents itself. Section <c>QualiPref:Branding</c>.</summary>
internal sealed class BrandingOptions
{
    public const string Section = "QualiPref:Branding";

    /// <summary>State branding: bloc-marque and typeface of the State. Only for sites that the DSFR's terms of use name.</summary>
    public bool State { get; set; }

    /// <summary>Name of the service in the header.</summary>
    [Required, StringLength(60)]
    public string Service { get; set; } = "QualiPref";

    /// <summary>Sentence under the name.</summary>
    [StringLength(160)]
    public string Tagline { get; set; } = "Écoute des usagers et qualité de l'accueil en préfecture";

    /// <summary>Text of the bloc-marque, shown with State branding only; lines are parted by <c>|</c>.</summary>
    [StringLength(120)]
    public string Logo { get; set; } = "République|Française";
}
