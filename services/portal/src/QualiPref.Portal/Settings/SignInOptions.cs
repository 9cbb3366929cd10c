using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Settings;

/// <summary>The identity provider by which staff signs in. Section <c>QualiPref:Portal:SignIn</c>; without an authority nobody can.</summary>
internal sealed class SignInOptions : IValidatableObject
{
    public const string Section = "QualiPref:Portal:SignIn";

    private const string UsualScopes = "openid profile email offline_access";

    private const string ProConnectScopes = "openid given_name usual_name email uid siret idp_id";

    /// <summary>The provider's issuer; its description is read at <c>/.well-known/openid-configuration</c> below.</summary>
    [StringLength(300)]
    public string Authority { get; set; } = "";

    /// <summary>What the provider calls this portal.</summary>
    [StringLength(200)]
    public string ClientId { get; set; } = "";

    /// <summary>The secret that goes with it; set by an environment variable that a secret fills, never in a file of settings.</summary>
    [StringLength(500)]
    public string ClientSecret { get; set; } = "";

    /// <summary>What to mind beyond the standard.</summary>
    public SignInPreset Preset { get; set; }

    /// <summary>As the button and the messages name the provider; the preset's when left out.</summary>
    [StringLength(60)]
    public string? Name { get; set; }

    /// <summary>Scopes that are asked for, parted by spaces; the preset's when left out.</summary>
    [StringLength(300)]
    public string? Scopes { get; set; }

    /// <summary>Ways of signing in of which one is demanded (<c>acr</c>), parted by spaces; whatever the provider takes when left out.</summary>
    [StringLength(300)]
    public string? AcrValues { get; set; }

    /// <summary>
    /// With ProConnect, the providers behind it (<c>idp_id</c>), parted by spaces, whose addresses of e-mail count as confirmed: they open invitations. ProConnect itself confirms none.
    /// </summary>
    [StringLength(1000)]
    public string? ConfirmingProviders { get; set; }

    public bool IsSet => Authority.Length > 0;

    public bool IsProConnect => Preset == SignInPreset.ProConnect;

    public string ShownName => string.IsNullOrWhiteSpace(Name) ? IsProConnect ? "ProConnect" : "votre compte professionnel" : Name.Trim();

    public IReadOnlyList<string> AllScopes => Words(string.IsNullOrWhiteSpace(Scopes) ? IsProConnect ? ProConnectScopes : UsualScopes : Scopes);

    public IReadOnlyList<string> DemandedWays => Words(AcrValues ?? "");

    /// <summary>Whether a provider behind ProConnect answers for the addresses that it passes on.</summary>
    public bool Confirms(string? provider) => provider is not null && Words(ConfirmingProviders ?? "").Contains(provider);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSet)
        {
            if (ClientId.Length > 0) yield return new ValidationResult($"{Section}:{nameof(Authority)} is needed with {nameof(ClientId)}.");
            yield break;
        }
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return new ValidationResult($"{Section}:{nameof(Authority)}: '{Authority}' must be an https address; plain http is for a provider on this machine alone.");
        }
        if (ClientId.Length == 0) yield return new ValidationResult($"{Section}:{nameof(ClientId)} is needed with {nameof(Authority)}.");
        if (ClientSecret.Length == 0) yield return new ValidationResult($"{Section}:{nameof(ClientSecret)} is needed with {nameof(Authority)}.");
        if (!AllScopes.Contains("openid")) yield return new ValidationResult($"{Section}:{nameof(Scopes)} must hold openid.");
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Providers that differ from the standard.</summary>
internal enum SignInPreset
{
    /// <summary>None of them: OpenID Connect as it is written.</summary>
    Standard,

    /// <summary>ProConnect: it signs who somebody is, names the provider behind it, takes no parameter that it does not list, and gives no refresh token.</summary>
    ProConnect,
}
