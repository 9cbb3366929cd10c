using System.ComponentModel.DataAnnotations;

namespace QualiPref.Platform.Identity;

/// <summary>Whose tokens are believed. Section <c>QualiPref:Identity</c>.</summary>
public sealed class IdentityOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Identity";

    /// <summary>Key of the platform's own tokens (kiosks and services everywhere, sample accounts in local shapes): 32 bytes or more in base64.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>Address of the OpenID Connect issuer of staff tokens; empty where only the platform's own tokens exist.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Audience that staff tokens must name; needed with <see cref="Authority"/>.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Local shapes only: tokens of any role that the platform's own key signed are believed, and the portal's <c>POST /dev/token</c> hands them out.</summary>
    public bool Development { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var key = new byte[SigningKey.Length];
        if (!Convert.TryFromBase64String(SigningKey, key, out var length) || length < 32)
        {
            yield return new ValidationResult($"{Section}:{nameof(SigningKey)} must be at least 32 bytes in base64 (openssl rand -base64 32).");
        }
        if (Authority.Length > 0 && Audience.Length == 0)
        {
            yield return new ValidationResult($"{Section}:{nameof(Audience)} is needed with {nameof(Authority)}.");
        }
        if (Authority.Length > 0 && Development)
        {
            yield return new ValidationResult($"{Section}:{nameof(Development)} hands out tokens to anybody: it cannot be combined with {nameof(Authority)}.");
        }
    }
}
