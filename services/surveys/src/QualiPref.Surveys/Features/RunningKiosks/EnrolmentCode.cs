using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>One-time codes that a person reads off one screen and types into another.</summary>
internal static class EnrolmentCode
{
    // Without 0/O, 1/I/L and U: nothing to misread. 30 symbols, 12 of them: 58 bits, not to be guessed over a network.
    private const string Symbols = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    public static string New()
    {
        var symbols = RandomNumberGenerator.GetString(Symbols, 12);
        return $"{symbols[..4]}-{symbols[4..8]}-{symbols[8..]}";
    }

    /// <summary>What is stored instead of the code; case, spaces and hyphens do not matter.</summary>
    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(
        new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)])));
}
