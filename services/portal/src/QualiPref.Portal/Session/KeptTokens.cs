using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace QualiPref.Portal.Session;

/// <summary>What the provider gave at the sign-in and is needed later: to sign out there, and to ask whether its session still lives.</summary>
/// <param name="IdToken">Its word on who signed in.</param>
/// <param name="RefreshToken">What to ask with; null from a provider that gives none.</param>
internal sealed record KeptTokens(string IdToken, string? RefreshToken)
{
    private const string Purpose = "QualiPref.Portal.Session.Tokens";

    public static KeptTokens None { get; } = new("", null);

    public byte[] Protect(IDataProtectionProvider keys) => keys.CreateProtector(Purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Reads them again; <see cref="None"/> where the key is gone.</summary>
    public static KeptTokens Unprotect(byte[] kept, IDataProtectionProvider keys)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptTokens>(keys.CreateProtector(Purpose).Unprotect(kept)) ?? None;
        }
        catch (CryptographicException)
        {
            return None;
        }
    }
}
