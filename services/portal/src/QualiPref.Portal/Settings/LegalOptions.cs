using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Settings;

/// <summary>
/// What the legal pages say about the administration that runs this portal. Section <c>QualiPref:Portal:Legal</c>. Lines are parted by
/// <c>|</c>; what is not set is shown as still to be completed.
/// </summary>
internal sealed class LegalOptions
{
    public const string Section = "QualiPref:Portal:Legal";

    /// <summary>Who publishes the site: name and postal address.</summary>
    [StringLength(500)]
    public string? Publisher { get; set; }

    /// <summary>Who answers for what is published: quality, not necessarily a name.</summary>
    [StringLength(200)]
    public string? PublicationDirector { get; set; }

    /// <summary>Who hosts the site: name, address, telephone.</summary>
    [StringLength(500)]
    public string? Host { get; set; }

    /// <summary>Address of e-mail for questions about the portal and about cases.</summary>
    [EmailAddress, StringLength(254)]
    public string? ContactEmail { get; set; }

    /// <summary>Telephone, with its hours if it has any.</summary>
    [StringLength(200)]
    public string? ContactPhone { get; set; }

    /// <summary>Postal address for questions and requests.</summary>
    [StringLength(500)]
    public string? ContactAddress { get; set; }

    /// <summary>Who decides why and how personal data are processed (responsable de traitement).</summary>
    [StringLength(300)]
    public string? DataController { get; set; }

    /// <summary>How to reach the data protection officer (délégué à la protection des données).</summary>
    [StringLength(300)]
    public string? DataProtectionOfficer { get; set; }

    /// <summary>How long cases and the coordinates in them are kept.</summary>
    [StringLength(500)]
    public string? ComplaintRetention { get; set; }

    /// <summary>How long the answers to the satisfaction survey are kept.</summary>
    [StringLength(500)]
    public string? SurveyRetention { get; set; }
}
