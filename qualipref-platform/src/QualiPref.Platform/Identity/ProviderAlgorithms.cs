using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Platform.Identity;

/// <summary>How others may sign what is believed of them: with a private key alone, whatever keys they publish.</summary>
public static class ProviderAlgorithms
{
    /// <summary>Names of the algorithms.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];
}
