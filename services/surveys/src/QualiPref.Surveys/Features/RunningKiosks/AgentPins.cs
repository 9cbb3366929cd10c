using System.Security.Cryptography;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>
/// PINs of six digits that open the agents' page of a kiosk. The device checks them without network, so what they are checked with lies on it: whoever can read that
/// can try a million PINs, however slow each try is made. It keeps the public out, and no secret hangs on it.
/// </summary>
internal static class AgentPins
{
    // A fraction of a second on a weak device.
    private const int Iterations = 100_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Makes a PIN: what is shown once, and what is kept.</summary>
    public static (string Shown, AgentPin Kept) New()
    {
        var digits = RandomNumberGenerator.GetString("0123456789", 6);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return (digits, new AgentPin(salt, Iterations, Rfc2898DeriveBytes.Pbkdf2(digits, salt, Iterations, HashAlgorithmName.SHA256, HashBytes)));
    }
}
