using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Access;

/// <summary>Who lets the others in. Section <c>QualiPref:Portal</c>.</summary>
internal sealed class AccessOptions : IValidatableObject
{
    public const string Section = "QualiPref:Portal";

    /// <summary>
    /// Who becomes the administrator of all sites when they sign in and nobody is it yet: an address of e-mail that the provider confirms, or its issuer and the subject,
    /// parted by a space.
    /// </summary>
    [StringLength(500)]
    public string? FirstAdministrator { get; set; }

    /// <summary>Whom somebody asks who signed in and is not known; without it, the contact of the legal pages.</summary>
    [StringLength(300)]
    public string? AccessContact { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(FirstAdministrator) && !FirstAdministrator.Contains('@', StringComparison.Ordinal) && !FirstAdministrator.Trim().Contains(' ', StringComparison.Ordinal))
        {
            yield return new ValidationResult($"{Section}:{nameof(FirstAdministrator)} must be an address of e-mail, or an issuer and a subject parted by a space.");
        }
    }

    /// <summary>Whether somebody is the one who is named.</summary>
    public bool Names(ExternalIdentity identity) => FirstAdministrator?.Trim() is { Length: > 0 } named
        && (named == $"{identity.Issuer} {identity.Subject}" || (identity.Invitable is { } email && email == EmailAddresses.Normal(named)));
}
