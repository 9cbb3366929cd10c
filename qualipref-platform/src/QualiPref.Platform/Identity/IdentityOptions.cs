using System.ComponentModel.DataAnnotations;

namespace QualiPref.Platform.Identity;

/// <summary>Whose tokens are believed. Section <c>QualiPref:Identity</c>.</summary>
public sealed class IdentityOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Identity";

    /// <summary>Folder with the keys of the platform's own tokens (<see cref="KeyFolder"/>); read again while the process runs.</summary>
    public string KeysPath { get; set; } = "";

    /// <summary>Address of the OpenID Connect issuer of staff tokens; empty where only the platform's own tokens exist.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Audience that staff tokens must name; needed with <see cref="Authority"/>.</summary>
    public string Audience { get; set; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in KeyRing.Read(KeysPath).Faults) yield return new ValidationResult($"{Section}:{nameof(KeysPath)} must name the folder of the platform's keys. {fault}");
        if (Authority.Length > 0 && Audience.Length == 0)
        {
            yield return new ValidationResult($"{Section}:{nameof(Audience)} is needed with {nameof(Authority)}.");
        }
    }

    internal bool CanSign(IEnumerable<string> services) => services.All(service => File.Exists(Path.Combine(KeysPath, KeyFolder.PrivateKeyOf(service))));
}
