using Microsoft.AspNetCore.Http;
using QualiPref.Portal.Posters;

namespace QualiPref.Portal.Pages.Bornes;

/// <summary>What is shown once: the code with which a device enrols, and the PIN of its agents' page.</summary>
/// <param name="Kiosk">Whose.</param>
/// <param name="Code">The code; null where only the PIN is new.</param>
/// <param name="Pin">The PIN; null where it stays.</param>
/// <param name="Drawing">The address of the kiosk's page with the code behind it.</param>
internal sealed record IssuedCode(string Kiosk, string? Code, string? Pin, QrCode? Drawing)
{
    /// <summary>A code, with a PIN where that is new too. What stands behind the sign of the address never leaves the browser that opens it.</summary>
    public static IssuedCode Of(string kiosk, string code, string? pin, HttpRequest request) =>
        new(kiosk, code, pin, QrCode.Of($"{request.Scheme}://{request.Host}/borne#code={code}"));

    public static IssuedCode OfPin(string kiosk, string pin) => new(kiosk, null, pin, null);
}
